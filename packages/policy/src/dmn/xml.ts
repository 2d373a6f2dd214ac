import { ok, type Result, refuse } from '@puhui/kernel'

/** An element by its local name; attributes keep the prefix they were written with. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  /** The text between its children, joined and not trimmed. */
  readonly text: string
}

export interface XmlRefusal {
  readonly code: 'policy.xml_not_well_formed'
  /** Where reading stopped, in UTF-16 units. */
  readonly at: number
}

interface OpenElement {
  readonly tag: string
  readonly attributes: Record<string, string>
  readonly children: XmlElement[]
  text: string
}

const DEPTH_MAX = 100
const LENGTH_MAX = 50_000_000
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
const PIECE =
  /<!--(?:[^-]|-(?!-))*-->|<\?[^>]*\?>|<!\[CDATA\[(?<cdata>(?:[^\]]|\](?!\]>))*)\]\]>|<\/(?<close>[^\s<>/]+)\s*>|<(?<open>[\p{L}_][^\s<>/="']*)(?<attributes>(?:\s+[^\s<>/="']+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(?<empty>\/)?>|(?<text>[^<]+)/uy
const ATTRIBUTE = /([^\s<>/="']+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/gu

/**
 * Reads an XML document strictly: no document type, no entities beyond the five, no open ends.
 *
 * @param text at most 50,000,000 characters, nested at most 100 deep
 * @refuses policy.xml_not_well_formed with the place
 * @example readXml('<a b="1">x</a>') // { ok: true, value: { name: 'a', attributes: { b: '1' }, children: [], text: 'x' } }
 */
export function readXml(text: string): Result<XmlElement, XmlRefusal> {
  const root: OpenElement = { tag: '', attributes: {}, children: [], text: '' }
  const open = [root]
  let at = text.startsWith('\uFEFF') ? 1 : 0
  while (at < text.length) {
    PIECE.lastIndex = at
    const match = text.length > LENGTH_MAX ? null : PIECE.exec(text)
    if (!match || !take(match.groups!, open)) return refuse({ code: 'policy.xml_not_well_formed', at })
    at += match[0].length
  }
  const isWhole = open.length === 1 && root.children.length === 1 && root.text.trim() === ''
  return isWhole ? ok(root.children[0]!) : refuse({ code: 'policy.xml_not_well_formed', at })
}

function take(part: Readonly<Record<string, string | undefined>>, open: OpenElement[]): boolean {
  const top = open.at(-1)!
  if (part.cdata !== undefined) top.text += part.cdata
  else if (part.text !== undefined) {
    const plain = unescaped(part.text)
    if (plain === undefined) return false
    top.text += plain
  } else if (part.close !== undefined) {
    if (open.length < 2 || top.tag !== part.close) return false
    open.pop()
    open.at(-1)!.children.push(closed(top))
  } else if (part.open !== undefined) {
    const attributes = attributesOf(part.attributes ?? '')
    if (!attributes || open.length > DEPTH_MAX) return false
    const element: OpenElement = { tag: part.open, attributes, children: [], text: '' }
    if (part.empty) top.children.push(closed(element))
    else open.push(element)
  }
  return true
}

function closed({ tag, attributes, children, text }: OpenElement): XmlElement {
  return { name: tag.slice(tag.indexOf(':') + 1), attributes, children, text }
}

function attributesOf(text: string): Record<string, string> | undefined {
  const attributes: Record<string, string> = {}
  for (const [, name, double, single] of text.matchAll(ATTRIBUTE)) {
    const value = unescaped(double ?? single ?? '')
    if (value === undefined || Object.hasOwn(attributes, name!)) return undefined
    attributes[name!] = value
  }
  return attributes
}

function unescaped(text: string): string | undefined {
  let isSound = true
  const plain = text.replace(/&([^;]*);?/gu, (whole, name: string) => {
    const code = /^#x([0-9a-f]{1,6})$/iu.exec(name)?.[1] ?? /^#(\d{1,7})$/u.exec(name)?.[1]
    const point = code === undefined ? undefined : Number.parseInt(code, name.startsWith('#x') ? 16 : 10)
    const value = point === undefined ? ENTITIES[name] : point <= 0x10ffff ? String.fromCodePoint(point) : undefined
    if (value === undefined || !whole.endsWith(';')) isSound = false
    return value ?? ''
  })
  return isSound ? plain : undefined
}

/** Escapes a text for an element or an attribute in double quotes. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name)
}

export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name)
}
