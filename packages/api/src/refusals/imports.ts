import type { RefusalTexts } from './entry.ts'

export const importRefusals = {
  'imports.not_found': { status: 404, zh: '没有这次导入', en: 'No such import' },
  'imports.not_a_csv': { status: 422, zh: '不是可读的 CSV 文件', en: 'Not a readable CSV file' },
  'imports.is_a_workbook': {
    status: 422,
    zh: '这是 Excel 工作簿，不是 CSV 文件',
    en: 'This is an Excel workbook, not a CSV file',
    help: {
      zh: '请在 Excel 或 WPS 中“另存为”CSV UTF-8（逗号分隔），再上传那个文件',
      en: 'Save it as CSV UTF-8 (comma delimited) in the spreadsheet and upload that file',
    },
  },
  'imports.header_broken': {
    status: 422,
    zh: '第 1 行（列名）的引号不成对',
    en: 'The quotes of row 1, the column names, do not close',
  },
  'imports.empty': { status: 422, zh: '文件没有数据行', en: 'The file has no rows' },
  'imports.too_large': { status: 413, zh: '文件过大', en: 'The file is too large' },
  'imports.map_invalid': {
    status: 422,
    zh: '映射有 {count} 处需要修改',
    en: '{count} things in the mapping need changing',
  },
  'imports.not_checked': { status: 409, zh: '请先试运行', en: 'Run the check first' },
  'imports.has_bad_rows': { status: 409, zh: '有 {count} 行需要修改', en: '{count} rows need correcting' },
  'imports.already_imported': { status: 409, zh: '该文件已导入', en: 'This file has been imported' },
  'imports.unknown_column': { status: 422, zh: '映射没有说明这一列', en: 'The mapping does not mention this column' },
  'imports.column_missing': { status: 422, zh: '文件没有映射所需的列', en: 'The file lacks a column of the mapping' },
  'imports.required_column_missing': {
    status: 422,
    zh: '文件没有这一必需的列，未逐行检查；请改列名，或改映射',
    en: 'The file lacks this column, which every row needs; rows were not checked. Rename a column or change the mapping',
  },
  'imports.column_twice': { status: 422, zh: '列名重复', en: 'Two columns have this name' },
  'imports.ragged_row': {
    status: 422,
    zh: '该行有 {cells} 格，应有 {expected} 格',
    en: '{cells} cells instead of {expected}',
  },
  'imports.broken_quotes': {
    status: 422,
    zh: '这一行的引号不成对',
    en: 'The quotes of this row do not close',
    help: {
      zh: '删去多余的引号；单元格内的引号须写两次',
      en: 'Take the stray quote out; a quote inside a cell is written twice',
    },
  },
  'imports.cell_missing': { status: 422, zh: '必填但为空', en: 'Required but empty' },
  'imports.not_an_amount': { status: 422, zh: '不是金额', en: 'Not an amount' },
  'imports.not_a_number': { status: 422, zh: '不是数字', en: 'Not a number' },
  'imports.not_whole': { status: 422, zh: '不是整数', en: 'Not a whole number' },
  'imports.out_of_range': { status: 422, zh: '超出合理范围', en: 'Outside the sensible range' },
  'imports.not_an_option': { status: 422, zh: '映射没有说明这个值', en: 'The mapping has no value for this' },
  'imports.not_a_day': {
    status: 422,
    zh: '不是日期；请写成 2026-11-03 或 2026/11/3（只有年月的写 2026-11），年在前',
    en: 'Not a day; write 2026-11-03 or 2026/11/3 (2026-11 where only the month is asked), the year first',
  },
  'imports.scientific_notation': {
    status: 422,
    zh: '号码被电子表格改成了科学计数法',
    en: 'A spreadsheet has turned the number into scientific notation',
    help: {
      zh: '请在电子表格中把该列设为文本后重新导出',
      en: 'Make the column text in the spreadsheet and export again',
    },
  },
  'imports.duplicate_in_file': { status: 422, zh: '与第 {first} 行重复', en: 'The same as row {first}' },
  'imports.already_in_database': { status: 422, zh: '该行已导入过', en: 'This row has been imported before' },
  'imports.identity_conflict': {
    status: 422,
    zh: '身份证号或手机号属于另一位客户',
    en: 'The ID number or mobile belongs to another customer',
  },
} as const satisfies RefusalTexts
