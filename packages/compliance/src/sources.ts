import type { Localized } from '@puhui/kernel'

/** A public page on which a rule or a parameter was read, in our own words. */
export interface Source {
  readonly title: Localized
  readonly address: string
}

/**
 * Where the rules were read. Official text where it could be opened, otherwise the page that reports it;
 * each parameter says by its provenance how far it can be trusted.
 */
export const SOURCES = {
  'pbc-2021-3': {
    title: {
      zh: '人民银行西宁分行网站：公告〔2021〕第3号及附件',
      en: 'PBC Xining branch: Announcement 2021 No. 3 with annex',
    },
    address: 'https://xining.pbc.gov.cn/goutongjiaoliu/113456/113469/2025092212551432728/index.html',
  },
  'pbc-2021-3-press': {
    title: { zh: '人民日报对公告〔2021〕第3号的报道', en: "People's Daily on Announcement 2021 No. 3" },
    address: 'http://f2djj.com/xf/2021/0401/7209.html',
  },
  'nfra-2026-2': {
    title: {
      zh: '国务院公报2026年第12806期：金规〔2026〕2号',
      en: 'State Council Gazette 2026 no. 12806: Jingui 2026 No. 2',
    },
    address: 'https://www.gov.cn/gongbao/2026/issue_12806/202606/content_7072468.html',
  },
  'nfra-2026-2-press': {
    title: { zh: '央视新闻对综合融资成本明示规定的报道', en: 'CCTV news on the cost disclosure regulation' },
    address: 'http://www.serenwang.com/dy/article/KO7E6JDV0550AS4X.html',
  },
  'nfra-2025-9-notes': {
    title: { zh: '律师对金规〔2025〕9号的逐条解读', en: 'A law firm on Jingui 2025 No. 9, article by article' },
    address: 'http://www.zjblf.com/?p=44128',
  },
  'nfra-2025-9-press': {
    title: { zh: '南方周末：助贷新规与24%上限', en: 'Southern Weekly on the facilitation rules and the 24% ceiling' },
    address: 'https://wanbiaoku.com./new/e8c13192e4c4450aadda474f54f9dacc',
  },
  'civil-code-contracts': {
    title: { zh: '民法典合同编', en: 'Civil Code, Book Three: Contracts' },
    address: 'https://github.com/LawRefBook/Laws',
  },
  'civil-code-general': {
    title: { zh: '民法典总则编', en: 'Civil Code, Book One: General Part' },
    address: 'https://github.com/LawRefBook/Laws',
  },
  'spc-private-lending': {
    title: {
      zh: '最高法民间借贷司法解释（2020年修正）',
      en: 'SPC interpretation on private lending (as amended 2020)',
    },
    address: 'https://github.com/LawRefBook/Laws',
  },
  pipl: {
    title: { zh: '个人信息保护法', en: 'Personal Information Protection Law' },
    address: 'https://github.com/LawRefBook/Laws',
  },
  'network-data-regulation': {
    title: { zh: '网络数据安全管理条例', en: 'Network Data Security Management Regulation' },
    address: 'https://github.com/LawRefBook/Laws',
  },
} as const satisfies Record<string, Source>

export type SourceId = keyof typeof SOURCES
