/** Surveys: states, ways in, kinds of question, and what changed between waves. */
export const surveyLabels = {
  needChange: {
    higher: { zh: '上升', en: 'Up' },
    lower: { zh: '下降', en: 'Down' },
    none: { zh: '未显示变化', en: 'No change shown' },
  },
  surveyStatus: {
    draft: { zh: '草稿', en: 'Draft' },
    submitted: { zh: '待复核', en: 'Awaits approval' },
    published: { zh: '进行中', en: 'Running' },
    closed: { zh: '已结束', en: 'Closed' },
  },
  surveyWay: {
    open: { zh: '公开链接', en: 'Open link' },
    invited: { zh: '仅受邀客户', en: 'By invitation' },
  },
  answerWay: {
    link: { zh: '公开链接', en: 'Open link' },
    invitation: { zh: '邀请', en: 'Invitation' },
    staff: { zh: '员工录入', en: 'Entered by staff' },
  },
  questionKind: {
    single: { zh: '单选', en: 'One option' },
    multiple: { zh: '多选', en: 'Several options' },
    scale: { zh: '量表', en: 'Scale' },
    nps: { zh: '推荐意愿（0–10）', en: 'Would recommend (0–10)' },
    amount: { zh: '金额', en: 'Amount' },
    ranking: { zh: '排序', en: 'Ranking' },
    text: { zh: '开放回答', en: 'Open text' },
  },
  surveyElement: {
    ageBand: { zh: '年龄段', en: 'Age band' },
    gender: { zh: '性别', en: 'Gender' },
    province: { zh: '省份', en: 'Province' },
    cityTier: { zh: '城市层级', en: 'City tier' },
    incomeLevel: { zh: '收入层级', en: 'Income level' },
    occupation: { zh: '职业', en: 'Occupation' },
    education: { zh: '学历', en: 'Education' },
  },
} as const
