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
  'average-cost-report': {
    title: {
      zh: '《财经》2026年1月对消费金融公司降低融资成本的报道',
      en: 'Caijing, January 2026, on consumer finance companies and their cost',
    },
    address: 'https://www.mycaijing.com/article/detail/562390?source_id=40',
  },
  'average-cost-review': {
    title: { zh: '2026年初消费信贷降息综述', en: 'A review of falling consumer rates, early 2026' },
    address: 'http://www.stacaes.com/appxarticle/5166982.html',
  },
  'microloan-cost-2025': {
    title: {
      zh: '《小额贷款公司综合融资成本管理工作指引》（部分原文）',
      en: 'Guide on the cost of microloan companies (text in part)',
    },
    address: 'https://www.460.net.cn/news/show-278155.html',
  },
  'microloan-cost-reading': {
    title: { zh: '对小额贷款公司成本指引的解读', en: 'Reading of the guide on the cost of microloans' },
    address: 'http://www.caizhivip.com/caijing/747.html',
  },
  'subsidy-2025': {
    title: { zh: '2025年8月个人消费贷款财政贴息方案的报道', en: 'Report on the subsidy scheme of August 2025' },
    address: 'http://www.gdmsci.cn/article/ABqgOzToPlLS.html',
  },
  'subsidy-2026': {
    title: { zh: '财金〔2026〕1号转载', en: 'Caijin 2026 No. 1, reposted' },
    address: 'https://www1.91jinrong.com/knowledge/290',
  },
  'online-marketing-2026': {
    title: {
      zh: '国家网信办：金融产品网络营销管理办法',
      en: 'CAC: Measures for Online Marketing of Financial Products',
    },
    address: 'https://www.cac.gov.cn/2026-04/24/c_1778769008779432.htm',
  },
  'advertising-law': {
    title: { zh: '广告法', en: 'Advertising Law' },
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
  'internet-loans-2020': {
    title: {
      zh: '对《商业银行互联网贷款管理暂行办法》的解读',
      en: 'Reading of the Interim Measures on Internet Loans',
    },
    address: 'https://www.jinglingshuju.com/article/42681869825',
  },
  'consumption-notice-2025': {
    title: {
      zh: '2025年3月发展消费金融助力提振消费通知的报道',
      en: 'Report on the notice of March 2025 on consumer finance',
    },
    address: 'https://www.yuhaojiang.com/redian/583517.html',
  },
  'cfc-measures-2024': {
    title: {
      zh: '方达对《消费金融公司管理办法》（2024）的解读',
      en: 'Fangda on the Consumer Finance Company Measures (2024)',
    },
    address: 'https://fangdalaw.com/articles/',
  },
  'cfc-leverage-draft': {
    title: {
      zh: '消费金融公司办法征求意见稿：杠杆率不低于4%',
      en: 'Draft of the consumer finance measures: leverage at least 4%',
    },
    address: 'http://www.caomuer.com/content/gndt/content-27-44476-1.html',
  },
  'personal-loans-2024': {
    title: {
      zh: '个人贷款管理办法（2024）全文转载',
      en: 'Personal Loan Measures (2024), reprinted by an official site',
    },
    address: 'https://credit.mot.gov.cn/zhengcefagui/202408/t20240807_4147084.html',
  },
  'consumer-protection-2022': {
    title: {
      zh: '对《银行保险机构消费者权益保护管理办法》的报道',
      en: 'Report on the consumer protection measures for banks and insurers',
    },
    address: 'https://wz.hebei.com.cn/system/2024/03/15/101291001.shtml',
  },
  'jrt-0171': {
    title: {
      zh: 'JR/T 0171-2020 个人金融信息保护技术规范',
      en: 'JR/T 0171-2020, protection of personal financial information',
    },
    address: 'https://web.tlawyer.cn/article/a55ba55da50bb414.html',
  },
  'gb-11643': {
    title: { zh: 'GB 11643-1999 公民身份号码', en: 'GB 11643-1999, citizen identification number' },
    address: 'https://openstd.samr.gov.cn/',
  },
  'gb-32100': {
    title: {
      zh: 'GB 32100-2015 法人和其他组织统一社会信用代码编码规则',
      en: 'GB 32100-2015, unified social credit code of legal persons and other organisations',
    },
    address: 'https://openstd.samr.gov.cn/',
  },
  'iso-7812': {
    title: { zh: 'ISO/IEC 7812 识别卡 发卡者标识', en: 'ISO/IEC 7812, identification of issuers' },
    address: 'https://www.iso.org/standard/70484.html',
  },
  'division-codes': {
    title: { zh: 'GB/T 2260 中华人民共和国行政区划代码', en: 'GB/T 2260 codes of administrative divisions' },
    address: 'https://www.mca.gov.cn/',
  },
  'numbering-plan': {
    title: { zh: '工业和信息化部电信网编号计划', en: 'Telecommunication numbering plan (MIIT)' },
    address: 'https://www.miit.gov.cn/',
  },
  'internet-loans-2021': {
    title: {
      zh: '对银保监办发〔2021〕24号（互联网贷款业务）的解读',
      en: 'Reading of CBIRC General Office 2021 No. 24 on internet loans',
    },
    address: 'http://smuseclub.com/Index/news/detail/id/2630.html',
  },
  'microloan-draft-2024': {
    title: {
      zh: '《小额贷款公司监督管理暂行办法（征求意见稿）》（2024年8月）的报道',
      en: 'Report on the draft Interim Measures on Microloan Companies (August 2024)',
    },
    address: 'http://wkllyb.com/list_UK350242.shtml',
  },
  'risk-classification-2023': {
    title: {
      zh: '商业银行金融资产风险分类办法（2023年第1号令）',
      en: 'Measures on Risk Classification of Financial Assets (Order 2023 No. 1)',
    },
    address: 'http://wjn340.cn/policy/28/2023-02-13/7030716218600657890.html',
  },
  'provision-guides': {
    title: {
      zh: '银发〔2002〕98号、财金〔2012〕20号、财金〔2017〕90号、银监会令2011年第4号（凭记忆，待核对原文）',
      en: 'PBC 2002 No. 98, MOF 2012 No. 20, MOF 2017 No. 90, CBRC Order 2011 No. 4 (from memory, to be verified)',
    },
    address: 'https://www.mof.gov.cn/',
  },
  'inclusive-statistics': {
    title: {
      zh: '普惠金融、涉农贷款统计口径（凭记忆，待核对原文）',
      en: 'Statistical definitions of inclusive and rural lending (from memory, to be verified)',
    },
    address: 'https://www.nfra.gov.cn/',
  },
  'holiday-notice': {
    title: {
      zh: '国务院办公厅关于2025年、2026年部分节假日安排的通知',
      en: 'State Council General Office: holidays of 2025 and 2026',
    },
    address: 'https://www.gov.cn/zhengce/zhengceku/',
  },
  'credit-reporting-regulation': {
    title: { zh: '征信业管理条例', en: 'Credit Reporting Regulation' },
    address: 'https://github.com/LawRefBook/Laws',
  },
  'credit-reporting-business-2021': {
    title: { zh: '律师对征信业务管理办法的解读', en: 'A law firm on the Measures on Credit Reporting Business' },
    address: 'http://www.glo.com.cn/Content/2021/10-09/1424019153.html',
  },
  'student-loans-2021': {
    title: {
      zh: '深圳市地方金融监管局转载：银保监办发〔2021〕28号',
      en: 'Shenzhen Financial Bureau: CBIRC General Office 2021 No. 28',
    },
    address: 'https://jr.sz.gov.cn/sjrb/xxgk/zcfg/zyjrzc/qt/content/post_8640705.html',
  },
  'microloan-2024': {
    title: { zh: '对小额贷款公司监督管理暂行办法限额的报道', en: 'A report on the limits of the microloan measures' },
    address: 'http://www.impta.org/index.php/xinwen/25517.html',
  },
  'algorithm-provisions-2022': {
    title: { zh: '互联网信息服务算法推荐管理规定', en: 'Provisions on Algorithmic Recommendation' },
    address: 'https://github.com/LawRefBook/Laws',
  },
  'ai-guidance-2026': {
    title: { zh: '金发〔2026〕8号全文转载', en: 'Jinfa 2026 No. 8, reposted in full' },
    address: 'https://lcbackerblog.blogspot.com/2026/06/national-financial-regulatory.html',
  },
  'lpr-series': {
    title: {
      zh: '全国银行间同业拆借中心：贷款市场报价利率历史数据',
      en: 'National Interbank Funding Center: history of the loan prime rate',
    },
    address: 'https://www.chinamoney.com.cn/ags/ms/cm-u-bk-currency/LprHis',
  },
} as const satisfies Record<string, Source>

export type SourceId = keyof typeof SOURCES
