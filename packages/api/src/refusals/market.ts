import type { RefusalTexts } from './entry.ts'

export const marketRefusals = {
  'products.student_market_closed': {
    status: 422,
    zh: '不开办学生消费金融产品（CN-ORIG-007）',
    en: 'No product is opened for students (CN-ORIG-007)',
  },
  'market.source_not_found': { status: 404, zh: '没有这个数据来源', en: 'No such source of data' },
  'market.file_unreadable': { status: 422, zh: '无法按 CSV 读取该文件', en: 'The file cannot be read as CSV' },
  'market.file_known': { status: 409, zh: '该文件已载入', en: 'This file was loaded already' },
  'market.column_missing': { status: 422, zh: '没有对应的列：{column}', en: 'No column is mapped to: {column}' },
  'market.rows_invalid': {
    status: 422,
    zh: '有 {count} 处数据有误，未载入任何一行',
    en: '{count} values are wrong; no row was loaded',
  },
  'market.value_missing': {
    status: 422,
    zh: '第 {row} 行“{column}”为空',
    en: 'Row {row}: {column} is empty',
  },
  'market.value_invalid': {
    status: 422,
    zh: '第 {row} 行“{column}”的值 {value} 无法识别',
    en: 'Row {row}: {value} is no {column}',
  },
  'market.in_future': {
    status: 422,
    zh: '第 {row} 行的期间 {value} 尚未到来',
    en: 'Row {row}: {value} lies in the future',
  },
  'market.row_duplicate': {
    status: 422,
    zh: '第 {row} 行与第 {other} 行重复',
    en: 'Row {row} repeats row {other}',
  },
  'market.row_inconsistent': {
    status: 422,
    zh: '第 {row} 行的“{column}”（{value}）大于应包含它的数',
    en: 'Row {row}: {column} ({value}) is above what it is a part of',
  },
} as const satisfies RefusalTexts
