import type { Localized } from '@puhui/kernel'
import type { Column, ColumnType, DataSet, DataSetId } from './model.ts'

const text = (zh: string, en: string): Localized => ({ zh, en })

function column(id: string, type: ColumnType, label: Localized, names: string, more: Partial<Column> = {}): Column {
  return { id, type, label, isRequired: true, names: names.split(' '), ...more }
}

const optional = { isRequired: false } as const
const MONTH = column('month', 'month', text('月份', 'Month'), 'month period 月份 期间 年月')
const PROVINCE = column('province', 'province', text('省份', 'Province'), 'province region 省份 省 地区', optional)

const SETS: readonly DataSet[] = [
  {
    id: 'size',
    about: text('市场规模按年、可分部分；可附来源自己的增速说法。', 'Size of the market by year, in parts if known.'),
    columns: [
      column('year', 'year', text('年份', 'Year'), 'year 年份 年度'),
      column('size', 'amount', text('规模', 'Size'), 'size amount volume 规模 金额'),
      column('part', 'text', text('组成部分', 'Part'), 'part segment 部分 细分 类别', optional),
      column('basis', 'word', text('口径', 'Basis'), 'basis 口径 性质', {
        ...optional,
        words: {
          actual: 'actual',
          about: 'about',
          over: 'over',
          expected: 'expected',
          实际: 'actual',
          约: 'about',
          超过: 'over',
          预计: 'expected',
        },
      }),
    ],
    key: ['year', 'part'],
    within: [],
    period: 'year',
  },
  {
    id: 'spending',
    about: text('用户在各类消费上的支出。', 'What people spend, by category.'),
    columns: [
      MONTH,
      column('category', 'text', text('消费类别', 'Category'), 'category 类别 消费类别'),
      column('amount', 'amount', text('消费金额', 'Amount'), 'amount spending 金额 消费金额'),
      column('people', 'count', text('人数', 'People'), 'people users 人数 用户数', optional),
      PROVINCE,
    ],
    key: ['month', 'category', 'province'],
    within: [],
    period: 'month',
  },
  {
    id: 'credit',
    about: text('贷款的申请、批准、发放与还款。', 'Applications, approvals, loans paid out and repaid.'),
    columns: [
      MONTH,
      column('applications', 'count', text('申请数', 'Applications'), 'applications applied 申请数 申请'),
      column('approvals', 'count', text('批准数', 'Approvals'), 'approvals approved 批准数 批准 通过'),
      column('disbursed', 'amount', text('发放金额', 'Paid out'), 'disbursed lent 发放金额 放款'),
      column('repaid', 'amount', text('还款金额', 'Repaid'), 'repaid 还款金额 还款'),
      PROVINCE,
    ],
    key: ['month', 'province'],
    within: [['approvals', 'applications']],
    period: 'month',
  },
  {
    id: 'rates',
    about: text(
      '贷款市场报价利率的公布值，与产品定价使用同一张表。',
      'Publications of the prime rate: the same table that prices follow.',
    ),
    columns: [
      column('publishedOn', 'day', text('公布日', 'Published'), 'publishedOn date 公布日 日期'),
      column('benchmark', 'word', text('品种', 'Rate'), 'benchmark tenor 品种 期限', {
        words: { LPR1Y: 'LPR1Y', LPR5Y: 'LPR5Y', '1Y': 'LPR1Y', '5Y': 'LPR5Y', 一年期: 'LPR1Y', 五年期: 'LPR5Y' },
      }),
      column('rate', 'percent', text('利率（%）', 'Rate (%)'), 'rate percent 利率'),
    ],
    key: ['publishedOn', 'benchmark'],
    within: [],
    period: 'publishedOn',
  },
  {
    id: 'policy',
    about: text('政策与法规：公布、生效与要点。', 'Policies and rules: published, in force, in short.'),
    columns: [
      column('publishedOn', 'day', text('公布日', 'Published'), 'publishedOn published 公布日 发布日期'),
      column('title', 'text', text('名称', 'Title'), 'title 名称 标题'),
      column('issuer', 'text', text('发布机关', 'Issuer'), 'issuer 发布机关 机关'),
      column('effectiveOn', 'day', text('生效日', 'In force'), 'effectiveOn effective 生效日', optional),
      column('about', 'text', text('要点', 'In short'), 'about summary 要点 摘要', optional),
    ],
    key: ['publishedOn', 'title'],
    within: [],
    period: 'publishedOn',
  },
]

export const DATA_SETS: ReadonlyMap<DataSetId, DataSet> = new Map(SETS.map((set) => [set.id, set]))
