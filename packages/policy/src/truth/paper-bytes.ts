/** What the file of a paper says of itself, and the bytes of what it shows. */
export interface PaperBytes {
  readonly format: 'jpeg' | 'png' | 'pdf' | 'other'
  readonly software: string | null
  /** `YYYY-MM-DDTHH:MM:SS`, without a zone. */
  readonly createdAt: string | null
  readonly changedAt: string | null
  /** The bytes without what can be changed while the picture stays: equal pictures have equal ones. */
  readonly picture: readonly Uint8Array[]
}

/**
 * Reads metadata out of a JPEG, PNG or PDF and leaves the picture. Never fails: what it cannot read says nothing.
 *
 * @source EXIF 2.32 (JEITA CP-3451X) tags 0x0131, 0x0132, 0x9003; PNG 3rd ed. (W3C) §11.3; ISO 32000-1 §14.3.3; SPEC P80
 * @example readPaper(new Uint8Array()).format // 'other'
 */
export function readPaper(bytes: Uint8Array): PaperBytes {
  const read = readByHead(bytes)
  return read?.picture.some(({ length }) => length > 0) ? read : { ...NOTHING_SAID, picture: [bytes] }
}

const NOTHING_SAID = { format: 'other', software: null, createdAt: null, changedAt: null } as const

function readByHead(bytes: Uint8Array): PaperBytes | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return readJpeg(bytes)
  if (bytes[0] === 0x89 && text(bytes, 1, 4) === 'PNG') return readPng(bytes)
  if (text(bytes, 0, 5) === '%PDF-') return readPdf(bytes)
  return null
}

function readJpeg(bytes: Uint8Array): PaperBytes {
  const picture: Uint8Array[] = []
  let said = ''
  let at = 2
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!
    if (marker === 0xda) {
      picture.push(bytes.subarray(at))
      break
    }
    const end = at + 2 + bytes[at + 2]! * 256 + bytes[at + 3]!
    const isAbout = (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe
    if (isAbout) said += text(bytes, at + 4, end)
    else picture.push(bytes.subarray(at, end))
    at = end
  }
  return { format: 'jpeg', software: programIn(said), ...datesIn(said), picture }
}

function readPng(bytes: Uint8Array): PaperBytes {
  const picture: Uint8Array[] = []
  let said = ''
  for (let at = 8; at + 12 <= bytes.length; ) {
    const size = ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0
    const name = text(bytes, at + 4, at + 8)
    const end = Math.min(bytes.length, at + 12 + size)
    if (PNG_PICTURE.has(name)) picture.push(bytes.subarray(at + 8, end - 4))
    else said += `${text(bytes, at + 8, end - 4)}\n`
    at = end
  }
  return { format: 'png', software: programIn(said), ...datesIn(said), picture }
}

const PNG_PICTURE = new Set(['IHDR', 'PLTE', 'IDAT'])

/** A PDF's own words about itself stand in its information dictionary; its pages are told apart by their streams. */
function readPdf(bytes: Uint8Array): PaperBytes {
  const whole = text(bytes, 0, bytes.length)
  const saidBy = (key: string) => new RegExp(`/${key}\\s*\\(([^)]{1,120})\\)`, 'u').exec(whole)?.[1] ?? null
  const streams = streamsIn(whole).map(([from, to]) => bytes.subarray(from, to))
  const program = [saidBy('Producer'), saidBy('Creator')].filter((one) => one !== null).join(' ')
  return {
    format: 'pdf',
    software: program === '' ? null : program,
    createdAt: pdfDate(saidBy('CreationDate')),
    changedAt: pdfDate(saidBy('ModDate')),
    picture: streams,
  }
}

/** Where the streams lie. Each byte is looked at once: a file of a million openings is read as fast as an honest one. */
function streamsIn(whole: string): [from: number, to: number][] {
  const streams: [number, number][] = []
  const opening = /stream\r?\n/gu
  for (let open = opening.exec(whole); open; open = opening.exec(whole)) {
    const from = open.index + open[0].length
    const to = whole.indexOf('endstream', from)
    if (to < 0) break
    streams.push([from, to])
    opening.lastIndex = to + 'endstream'.length
  }
  return streams
}

function pdfDate(said: string | null): string | null {
  const found = /^D:(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?(\d\d)?/u.exec(said ?? '')
  if (!found) return null
  const [, year, month, day, hour = '00', minute = '00', second = '00'] = found
  return `${year}-${month}-${day}T${hour}:${minute}:${second}`
}

const PROGRAMS = /photoshop|gimp|pixelmator|affinity photo|picsart|meitu|snapseed|camscanner|lightroom/iu
const AROUND = 40

/** The name of a program that changes pictures, with the words around it that belong to it. */
function programIn(said: string): string | null {
  const found = PROGRAMS.exec(said)
  if (!found) return null
  const end = found.index + found[0].length
  const before = /[\w .()-]*$/u.exec(said.slice(Math.max(0, found.index - AROUND), found.index))![0]
  const after = /^[\w .()-]*/u.exec(said.slice(end, end + AROUND))![0]
  return `${before}${found[0]}${after}`.trim().slice(0, 80)
}

/** Dates as cameras write them: the earliest is when it was taken, the latest when it was changed. */
function datesIn(said: string): Pick<PaperBytes, 'createdAt' | 'changedAt'> {
  const dates = [...said.matchAll(/(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d:\d\d:\d\d)/gu)]
    .map(([, year, month, day, time]) => `${year}-${month}-${day}T${time}`)
    .sort()
  return { createdAt: dates[0] ?? null, changedAt: dates.at(-1) ?? null }
}

/** Bytes as Latin-1 characters: metadata is ASCII, the rest does not matter. */
function text(bytes: Uint8Array, from: number, to: number): string {
  const parts: string[] = []
  const end = Math.min(to, bytes.length)
  for (let at = from; at < end; at += 8_192) {
    parts.push(String.fromCharCode(...bytes.subarray(at, Math.min(end, at + 8_192))))
  }
  return parts.join('')
}
