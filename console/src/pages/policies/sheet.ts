import type { ListStage, RuleStage, ScoreStage, Stage, TableStage } from '@puhui/policy'
import { crossSheet, priceSheet } from './cross-sheet.ts'
import { withReplaced, withShifted } from './order.ts'
import { column, type Sheet, type SheetColumn, type SheetWords } from './sheet-model.ts'
import { asOutput, fromOutput } from './sheet-values.ts'

/** The sheet of a stage; undefined for a tree, which is no table. */
export function sheetOf(stage: Stage, words: SheetWords): Sheet | undefined {
  switch (stage.kind) {
    case 'rules':
      return listed(stage.rules, ruleFields(words), (rules) => ({ ...stage, rules }) as RuleStage, newRule, 'rules')
    case 'lists':
      return listed(
        stage.checks,
        checkFields(words),
        (checks) => ({ ...stage, checks }) as ListStage,
        newCheck,
        'checks',
      )
    case 'table':
      return tableSheet(stage, words)
    case 'scorecard':
      return scoreSheet(stage, words)
    case 'offer':
      return priceSheet(stage)
    case 'cross':
      return crossSheet(stage)
    case 'tree':
      return undefined
  }
}

interface Field<T> extends SheetColumn {
  readonly get: (item: T) => string
  readonly set: (item: T, text: string) => T
  readonly place: string
}

type Rule = RuleStage['rules'][number]

function ruleFields(words: SheetWords): readonly Field<Rule>[] {
  return [
    {
      ...column('title', words.titleZh, 140),
      place: 'title',
      get: (rule) => rule.title.zh,
      set: (rule, zh) => ({ ...rule, title: { ...rule.title, zh } }),
    },
    {
      ...column('when', words.when, 420, 'input'),
      place: 'when',
      get: ({ when }) => when,
      set: (rule, when) => ({ ...rule, when }),
    },
    ...outcomeFields<Rule>(words),
    {
      ...column('cites', words.cites, 140),
      place: 'cites',
      get: ({ cites = [] }) => cites.join(', '),
      set: (rule, text) => ({ ...rule, cites: text.split(/[,，\s]+/).filter(Boolean) }),
    },
    {
      ...column('titleEn', words.titleEn, 180),
      place: 'title',
      get: (rule) => rule.title.en,
      set: (rule, en) => ({ ...rule, title: { ...rule.title, en } }),
    },
    { ...column('id', words.id, 160), place: 'id', get: ({ id }) => id, set: (rule, id) => ({ ...rule, id }) },
  ]
}

function outcomeFields<T extends Pick<Rule, 'severity' | 'onUnknown' | 'reasonCode' | 'unknownReasonCode'>>(
  words: SheetWords,
): readonly Field<T>[] {
  return [
    {
      ...column('severity', words.severity, 96, 'output'),
      place: 'severity',
      get: ({ severity }) => severity,
      set: (item, text) => ({ ...item, severity: text as Rule['severity'] }),
    },
    {
      ...column('reasonCode', words.reason, 170, 'output'),
      place: 'reasonCode',
      get: ({ reasonCode }) => reasonCode,
      set: (item, reasonCode) => ({ ...item, reasonCode }),
    },
    {
      ...column('onUnknown', words.onUnknown, 96, 'output'),
      place: 'onUnknown',
      get: ({ onUnknown }) => onUnknown,
      set: (item, text) => ({ ...item, onUnknown: text as Rule['onUnknown'] }),
    },
    {
      ...column('unknownReasonCode', words.unknownReason, 190, 'output'),
      place: 'unknownReasonCode',
      get: ({ unknownReasonCode }) => unknownReasonCode ?? '',
      set: ({ unknownReasonCode: _old, ...item }, text) =>
        (text === '' ? item : { ...item, unknownReasonCode: text }) as T,
    },
  ]
}

type Check = ListStage['checks'][number]

function checkFields(words: SheetWords): readonly Field<Check>[] {
  return [
    {
      ...column('title', words.titleZh, 140),
      place: 'title',
      get: (check) => check.title.zh,
      set: (check, zh) => ({ ...check, title: { ...check.title, zh } }),
    },
    {
      ...column('list', words.list, 180, 'input'),
      place: 'list',
      get: ({ list }) => list,
      set: (check, list) => ({ ...check, list }),
    },
    {
      ...column('unless', words.unless, 180, 'input'),
      place: 'unless',
      get: ({ unless }) => unless ?? '',
      set: ({ unless: _old, ...check }, text) => (text === '' ? check : { ...check, unless: text }) as Check,
    },
    ...outcomeFields<Check>(words),
    { ...column('id', words.id, 160), place: 'id', get: ({ id }) => id, set: (check, id) => ({ ...check, id }) },
  ]
}

const plainTitle = { zh: '', en: '' }

function newRule(id: string): Rule {
  return { id, title: plainTitle, when: 'false', severity: 'refer', reasonCode: '', onUnknown: 'refer' }
}

function newCheck(id: string): Check {
  return { id, title: plainTitle, list: '', severity: 'decline', reasonCode: '', onUnknown: 'refer' }
}

/** Items with an id, one to a row. */
function listed<T extends { readonly id: string }>(
  items: readonly T[],
  fields: readonly Field<T>[],
  staged: (items: readonly T[]) => Stage,
  make: (id: string) => T,
  place: string,
): Sheet {
  const grown = (count: number, at = items.length) => {
    const ids = freshIds(items, count)
    return [...items.slice(0, at), ...ids.map(make), ...items.slice(at)]
  }
  return {
    columns: fields,
    rowCount: items.length,
    rowData: (row) => items[row],
    rowLabel: (row) => String(row + 1),
    cell: (row, col) => fields[col]?.get(items[row]!) ?? '',
    pointer: (row, col) => `/${place}/${row}${col < 0 ? '' : `/${fields[col]?.place ?? ''}`}`,
    write: (at, block) => {
      const all = [...grown(Math.max(0, at.row + block.length - items.length))]
      block.forEach((line, i) => {
        let item = all[at.row + i]!
        line.forEach((text, j) => {
          const field = fields[at.col + j]
          if (field && field.get(item) !== text) item = field.set(item, text)
        })
        all[at.row + i] = item
      })
      return staged(all)
    },
    insert: (row, count) => staged(grown(count, row)),
    remove: (from, to) => staged([...items.slice(0, from), ...items.slice(to + 1)]),
    move: (from, to, by) => staged(withShifted(items, from, to, by)),
  }
}

/** Ids that none of the items has: the highest number and on. */
export function freshIds(items: readonly { readonly id: string }[], count: number): string[] {
  const numbers = items.map(({ id }) => Number(/^(?:r)?(\d+)$/.exec(id)?.[1] ?? 0))
  const from = Math.max(items.length, ...numbers, 0) + 1
  return Array.from({ length: count }, (_, i) => `r${from + i}`)
}

type Row = TableStage['table']['rows'][number]

function tableSheet(stage: TableStage, words: SheetWords): Sheet {
  const { table } = stage
  const [inputs, outputs] = [table.inputs.length, table.outputs.length]
  const fields: Field<Row>[] = [
    ...table.inputs.map(
      ({ expression }, i): Field<Row> => ({
        ...column(`in${i}`, expression, 150, 'input'),
        place: `when/${i}`,
        get: ({ when }) => when[i] ?? '-',
        set: (row, text) => ({ ...row, when: withAt(row.when, i, text.trim() === '' ? '-' : text, inputs, '-') }),
      }),
    ),
    ...table.outputs.map(
      ({ to }, i): Field<Row> => ({
        ...column(`out${i}`, to === 'outcome' ? words.outcome : to === 'reason' ? words.reason : to, 130, 'output'),
        place: `gives/${i}`,
        get: ({ gives }) => fromOutput(gives[i] ?? null),
        set: (row, text) => ({ ...row, gives: withAt(row.gives, i, asOutput(text), outputs, null) }),
      }),
    ),
    {
      ...column('note', words.note, 180),
      place: 'note',
      get: ({ note }) => note?.zh ?? '',
      set: ({ note, ...row }, text) => (text === '' ? row : { ...row, note: { zh: text, en: note?.en ?? text } }),
    },
  ]
  const make = (id: string): Row => ({ id, when: table.inputs.map(() => '-'), gives: table.outputs.map(() => null) })
  const sheet = listed(table.rows, fields, (rows) => ({ ...stage, table: { ...table, rows } }), make, 'table/rows')
  return {
    ...sheet,
    rowLabel: (row) => table.rows[row]?.id ?? '',
    tested: (_row, col) => table.inputs[col]?.expression,
  }
}

function withAt<T>(list: readonly T[], at: number, value: T, length: number, blank: T): readonly T[] {
  return Array.from({ length }, (_, i) => (i === at ? value : (list[i] ?? blank)))
}

interface BinRow {
  readonly attribute: number
  readonly bin: number
}

/** A row per bin; the attribute's own fields stand in its first row. */
function scoreSheet(stage: ScoreStage, words: SheetWords): Sheet {
  const { scorecard } = stage
  const { attributes } = scorecard
  const rows: BinRow[] = attributes.flatMap(({ bins }, attribute) => bins.map((_, bin) => ({ attribute, bin })))
  const columns = [
    column('label', words.attribute, 150),
    column('expression', words.expression, 200, 'input'),
    column('when', words.bin, 150, 'input'),
    column('points', words.points, 80, 'output'),
    column('unknownPoints', words.unknownPoints, 100, 'output'),
    column('reasonCode', words.reason, 180, 'output'),
    column('labelEn', words.titleEn, 160),
    column('id', words.id, 140),
  ]
  const own = ['label', 'expression', '', '', 'unknownPoints', 'reasonCode', 'labelEn', 'id'] as const
  const cell = (row: number, col: number) => {
    const { attribute, bin } = rows[row]!
    const one = attributes[attribute]!
    if (col === 2) return one.bins[bin]!.when
    if (col === 3) return String(one.bins[bin]!.points)
    if (bin > 0) return ''
    const shown = [
      one.label.zh,
      one.expression,
      '',
      '',
      String(one.unknownPoints),
      one.reasonCode,
      one.label.en,
      one.id,
    ]
    return shown[col] ?? ''
  }
  type Attribute = (typeof attributes)[number]
  const written = (one: Attribute, { bin }: BinRow, col: number, text: string): Attribute => {
    const number = Number(text)
    if (col === 2) return { ...one, bins: one.bins.map((each, i) => (i === bin ? { ...each, when: text } : each)) }
    if (col === 3)
      return {
        ...one,
        bins: one.bins.map((each, i) => (i === bin && Number.isFinite(number) ? { ...each, points: number } : each)),
      }
    if (bin > 0) return one
    switch (own[col]) {
      case 'label':
        return { ...one, label: { ...one.label, zh: text } }
      case 'expression':
        return { ...one, expression: text }
      case 'unknownPoints':
        return Number.isFinite(number) ? { ...one, unknownPoints: number } : one
      case 'reasonCode':
        return { ...one, reasonCode: text }
      case 'labelEn':
        return { ...one, label: { ...one.label, en: text } }
      case 'id':
        return { ...one, id: text }
      default:
        return one
    }
  }
  const staged = (all: readonly Attribute[]): Stage => ({ ...stage, scorecard: { ...scorecard, attributes: all } })
  return {
    columns,
    rowCount: rows.length,
    rowData: (row) => attributes[rows[row]!.attribute],
    rowLabel: (row) => (rows[row]!.bin === 0 ? attributes[rows[row]!.attribute]!.id : ''),
    cell,
    tested: (row, col) => (col === 2 ? attributes[rows[row]?.attribute ?? -1]?.expression : undefined),
    pointer: (row) => `/scorecard/attributes/${rows[row]?.attribute ?? 0}`,
    write: (at, block) => {
      const all = [...attributes]
      block.forEach((line, i) => {
        const place = rows[at.row + i]
        if (!place) return
        line.forEach((text, j) => {
          all[place.attribute] = written(all[place.attribute]!, place, at.col + j, text)
        })
      })
      return staged(all)
    },
    insert: (row, count) => {
      const place = rows[Math.min(row, rows.length - 1)]
      if (!place) return stage
      const bins = Array.from({ length: count }, () => ({ when: '-', points: 0 }))
      return staged(
        attributes.map((one, i) =>
          i === place.attribute
            ? { ...one, bins: [...one.bins.slice(0, place.bin), ...bins, ...one.bins.slice(place.bin)] }
            : one,
        ),
      )
    },
    remove: (from, to) => {
      const gone = new Set(rows.slice(from, to + 1).map(({ attribute, bin }) => `${attribute}.${bin}`))
      const left = attributes.map((one, i) => ({ ...one, bins: one.bins.filter((_, bin) => !gone.has(`${i}.${bin}`)) }))
      return staged(left.filter(({ bins }) => bins.length > 0))
    },
    move: (from, to, by) => {
      const [first, last] = [rows[from], rows[to]]
      if (!first || first.attribute !== last?.attribute) return stage
      const one = attributes[first.attribute]!
      const bins = withShifted(one.bins, first.bin, last.bin, by)
      return bins === one.bins ? stage : staged(withReplaced(attributes, first.attribute, { ...one, bins }))
    },
  }
}
