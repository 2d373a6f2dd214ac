/** Own line icons on a 20 px grid, one stroke weight; decorative, so hidden from screen readers. */
const PATHS = {
  overview: 'M3 11.5 10 4l7 7.5M5 10v6.5h10V10M8.5 16.5v-4h3v4',
  customers: 'M10 10a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4ZM3.8 17c.5-3.4 3-5 6.2-5s5.7 1.6 6.2 5',
  applications: 'M5 3h7l3.5 3.5V17H5V3Zm7 0v3.5h3.5M7.5 10h5M7.5 13h5',
  review: 'M4 4.5h12M4 9h7M4 13.5h5m3-.5 2 2 3.5-4',
  products: 'M3.5 6.5 10 3l6.5 3.5v7L10 17l-6.5-3.5v-7Zm0 0L10 10l6.5-3.5M10 10v7',
  contracts: 'M5 3h10v14H5V3Zm2.5 4h5m-5 3h5m-4.5 4.5c1-1.5 2-1.5 2.5 0s1.5 0 2-.5',
  loans: 'M5 3.5l5 7 5-7M10 10.5V17M6.5 11h7M6.5 14h7',
  ledger: 'M4 3.5h12v13H4v-13Zm6 0v13M6 7h2m4 0h2M6 10h2m4 0h2m-2 3h2',
  accounts: 'M3 16.5h14M4.5 16.5V9m3.7 7.5V9m3.6 7.5V9m3.7 7.5V9M3 7.5 10 3l7 4.5H3Z',
  dayEnd: 'M4 4.5h12v12H4v-12ZM4 8h12M7.5 3v3m5-3v3m-5 6.5 2 2 3.5-3.5',
  jobs: 'M10 6.5v3.5l2.5 1.5M3.5 10a6.5 6.5 0 1 1 2 4.7M3.5 16v-3h3',
  outbox: 'M3 10.5 17 4l-4.5 13-3-5.5-6.5-1Zm6.5 1L17 4',
  journal: 'M6 3h9v14H6a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2Zm1.5 4h5m-5 3h5m-8.5 5h11',
  users:
    'M8 9.5A2.7 2.7 0 1 0 8 4a2.7 2.7 0 0 0 0 5.5ZM2.8 16c.4-3 2.4-4.5 5.2-4.5s4.8 1.5 5.2 4.5m-1-6.7a2.5 2.5 0 0 0 .3-4.9m1.7 7.3c1.7.6 2.7 2 3 4.3',
  import: 'M10 3v9m-3.5-3.5L10 12l3.5-3.5M3.5 13v3.5h13V13',
  reports: 'M3.5 16.5h13M5.5 16.5V11m4.5 5.5v-12m4.5 12V8',
  approvals: 'M10 3l6 2v5c0 3.5-2.5 6-6 7-3.5-1-6-3.5-6-7V5l6-2Zm-2.5 7 2 2 3.5-4',
  rules: 'M10 3.5v13M5 17h10M4 6h12M4 6l-2 5h4L4 6Zm12 0-2 5h4l-2-5Z',
  search: 'M9 14.5A5.5 5.5 0 1 0 9 3.5a5.5 5.5 0 0 0 0 11Zm4-1.5 4 4',
  clock: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm0-11v4l3 2',
  help: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM7.7 7.8C7.9 6.5 8.8 6 10 6c1.3 0 2.3.8 2.3 2 0 1.7-2.3 1.7-2.3 3.3m0 2.5v.2',
  look: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm0-14v14m0-11.5 4.5-1M10 9l6.5-1.5M10 12.5l6.5-1M10 15.5l4-.5',
  language: 'M3 5.5h8M7 3.5v2m2.5 0C9 9 6.5 11.5 3.5 12.5m1.5-5c.5 2 2.5 4 5 5M10.5 17l3.5-9 3.5 9m-6-3h5',
  menu: 'M3.5 5.5h13M3.5 10h13M3.5 14.5h13',
  close: 'M5 5l10 10M15 5 5 15',
  filter: 'M3.5 4.5h13L12 10.5v5l-4 1.5v-6.5l-4.5-6Z',
  pin: 'M7 3.5h6m-5 0v5l-2.5 3h9L12 8.5v-5M10 11.5V17',
  columns: 'M3.5 4h13v12h-13V4Zm4.3 0v12m4.4-12v12',
  export: 'M10 12V3m-3.5 3.5L10 3l3.5 3.5M3.5 13v3.5h13V13',
  refresh: 'M16.5 10a6.5 6.5 0 1 1-2-4.7M16.5 3.5v3h-3',
  views: 'M5 3.5h10v13.5l-5-3.5L5 17V3.5Z',
  copy: 'M7 7V3.5h9.5V13H13M3.5 7H13v9.5H3.5V7Z',
  eye: 'M2.5 10C4.5 6.5 7 5 10 5s5.5 1.5 7.5 5c-2 3.5-4.5 5-7.5 5s-5.5-1.5-7.5-5Zm7.5 2.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6Z',
  lock: 'M5 9h10v8H5V9Zm2-.5V6.5a3 3 0 0 1 6 0V9m-3 3v2',
  up: 'M10 16V4m-4.5 4.5L10 4l4.5 4.5',
  down: 'M10 4v12m-4.5-4.5L10 16l4.5-4.5',
  chevron: 'M7.5 4.5 13 10l-5.5 5.5',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  print: 'M6 7V3h8v4M6 14H3.5V7h13v7H14M6 11.5h8V17H6v-5.5Z',
  json: 'M7.5 4C5 4 6.5 9 4 10c2.5 1 1 6 3.5 6m5-12c2.5 0 1 5 3.5 6-2.5 1-1 6-3.5 6',
  chart: 'M3.5 3.5v13h13M6.5 13l3-4 2.5 2 4-5.5',
  table: 'M3.5 4h13v12h-13V4Zm0 4h13m-13 4h13M8 8v8',
  warning: 'M10 3.5 17.5 16.5h-15L10 3.5Zm0 5v3.5m0 2v.2',
  offline:
    'M3 3l14 14M5 9.5A8 8 0 0 1 8 8m4 .2a8 8 0 0 1 3 1.3M7.5 12.5a4 4 0 0 1 4.5-.5M10 15.5v.01M2.5 7a12 12 0 0 1 4-2.3m4-.7c2.7.1 5 1.2 7 3',
  exit: 'M12 5V3.5H4v13h8V15M8 10h9m-3-3 3 3-3 3',
  check: 'M4 10.5 8 14.5 16 5.5',
  plus: 'M10 4v12M4 10h12',
  phone: 'M6 2.5h8v15H6v-15Zm3 12.5h2',
} as const

export type IconName = keyof typeof PATHS

export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}

/** The mark: one stream that reaches many. */
export function Mark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg className="mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <g fill="none" stroke="var(--rail-accent)" strokeWidth="2.4" strokeLinecap="round">
        <path d="M16 4.5v10M16 14.5c0 4.5-9 3.5-9 9.5M16 14.5V24M16 14.5c0 4.5 9 3.5 9 9.5" />
      </g>
      <g fill="currentColor">
        <circle cx="7" cy="26.2" r="2.3" />
        <circle cx="16" cy="26.2" r="2.3" />
        <circle cx="25" cy="26.2" r="2.3" />
      </g>
    </svg>
  )
}
