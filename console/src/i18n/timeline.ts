import { catalogue } from './catalogue.ts'

export const timelineText = catalogue({
  zh: {
    all: '全部',
    show: '显示',
    older: '更早',
    none: '没有记录',
    notSeen: '需要权限：',
    addNote: '记录到访或沟通',
    kind: '方式',
    text: '内容',
    textHint: '客户说了什么，做了什么；证件号与电话会自动遮挡',
    save: '保存',
    saved: '已记录',
  },
  en: {
    all: 'Everything',
    show: 'Show',
    older: 'Older',
    none: 'Nothing here',
    notSeen: 'Needs the permission: ',
    addNote: 'Note a visit or a call',
    kind: 'How',
    text: 'What',
    textHint: 'What the customer said and did; ID and telephone numbers are masked',
    save: 'Save',
    saved: 'Noted',
  },
})
