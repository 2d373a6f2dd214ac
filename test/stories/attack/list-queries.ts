import type { FilterSpec, ListSpec } from '@puhui/api'

/** Every way to ask a list that its declaration names: each sort both ways, each value of each filter, its pages. */
export function everyQueryOf({ columns, filters }: ListSpec): Record<string, string>[] {
  const sorts = Object.entries(columns).flatMap(([name, column]) =>
    column?.sortable ? [{ sort: `${name}:asc` }, { sort: `${name}:desc` }] : [],
  )
  return [
    {},
    { page: '100000', pageSize: '200', count: 'exact' },
    { q: `%_\\'"汉` },
    ...sorts,
    ...Object.entries(filters).flatMap(([name, filter]) => filterQueries(name, filter)),
  ]
}

function filterQueries(name: string, filter: FilterSpec): Record<string, string>[] {
  const range = (from: string, to: string) => [{ [`${name}From`]: from, [`${name}To`]: to }]
  switch (filter.kind) {
    case 'enum':
      return [{ [name]: filter.values.join(',') }]
    case 'flag':
      return [{ [name]: 'true' }, { [name]: 'false' }]
    case 'text':
      return [{ [name]: `%_\\'"汉` }]
    case 'dayRange':
      return [...range('1900-01-01', '2199-12-31'), ...range('2026-02-28', '2026-01-01')]
    case 'fenRange':
      return range('-999999999999999999', '999999999999999999')
    case 'countRange':
      return range('0', '2147483647')
  }
}
