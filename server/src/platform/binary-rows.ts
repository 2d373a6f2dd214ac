/** What a column holds, in the words of PostgreSQL. */
export type ColumnKind = keyof typeof OIDS
export type ColumnValue = string | number | bigint | boolean | Uint8Array | readonly string[] | readonly bigint[] | null
export type BinaryRow<Name extends string> = Readonly<Record<Name, ColumnValue>>

const OIDS = {
  boolean: 16,
  bytea: 17,
  bigint: 20,
  integer: 23,
  text: 25,
  date: 1082,
  timestamptz: 1184,
  jsonb: 3802,
  'text[]': 1009,
  'bigint[]': 1016,
} as const

/**
 * Rows of a composite type as one value of its array type, in the binary form of the wire: nothing is quoted here and
 * nothing is parsed there, which for a wide row is most of what handing it over costs.
 *
 * @param columns in the order of the type
 * @param rowOid  the number of the composite type in this database (`'payment_row'::regtype::oid`)
 */
export function binaryRows<Name extends string>(
  columns: Readonly<Record<Name, ColumnKind>>,
  rows: readonly BinaryRow<Name>[],
  rowOid: number,
): Buffer {
  const names = Object.entries(columns) as [Name, ColumnKind][]
  const out = new Wire(rows.length * ROW_BYTES)
  out.int32(1)
  out.int32(0)
  out.int32(rowOid)
  out.int32(rows.length)
  out.int32(1)
  for (const row of rows) {
    const length = out.open()
    out.int32(names.length)
    for (const [name, kind] of names) {
      out.int32(OIDS[kind])
      const value = row[name]
      if (value === null) {
        out.int32(-1)
        continue
      }
      const size = out.open()
      WRITERS[kind](out, value as never)
      out.close(size)
    }
    out.close(length)
  }
  return out.taken()
}

const MS_TO_2000 = Date.UTC(2000, 0, 1)
const MS_OF_DAY = 86_400_000

const WRITERS: { readonly [Kind in ColumnKind]: (out: Wire, value: never) => void } = {
  boolean: (out, value: boolean) => out.int8(value ? 1 : 0),
  bytea: (out, value: Uint8Array) => out.bytes(value),
  bigint: (out, value: bigint | number) => out.int64(BigInt(value)),
  integer: (out, value: number) => out.int32(value),
  text: (out, value: string) => out.text(value),
  date: (out, value: string) => out.int32((Date.parse(value) - MS_TO_2000) / MS_OF_DAY),
  timestamptz: (out, value: string) => out.int64(BigInt(Date.parse(value) - MS_TO_2000) * 1000n),
  jsonb: (out, value: string) => {
    out.int8(1)
    out.text(value)
  },
  'text[]': (out, value: readonly string[]) => array(out, OIDS.text, value, (item) => out.text(item)),
  'bigint[]': (out, value: readonly bigint[]) => array(out, OIDS.bigint, value, (item) => out.int64(item)),
}

function array<T>(out: Wire, oid: number, items: readonly T[], write: (item: T) => void): void {
  out.int32(items.length === 0 ? 0 : 1)
  out.int32(0)
  out.int32(oid)
  if (items.length === 0) return
  out.int32(items.length)
  out.int32(1)
  for (const item of items) {
    const size = out.open()
    write(item)
    out.close(size)
  }
}

/** What a wide row comes to; a longer one makes the buffer grow. */
const ROW_BYTES = 5_000

/** Grows as it is written; a length is left open until what it measures is there. */
class Wire {
  private buffer: Buffer
  private at = 0

  constructor(bytes: number) {
    this.buffer = Buffer.allocUnsafe(bytes + 64)
  }

  int8(value: number): void {
    this.at = this.room(1).writeInt8(value, this.at)
  }

  int32(value: number): void {
    this.at = this.room(4).writeInt32BE(value, this.at)
  }

  int64(value: bigint): void {
    this.at = this.room(8).writeBigInt64BE(value, this.at)
  }

  text(value: string): void {
    // A character of UTF-16 takes three bytes of UTF-8 at most.
    this.at += this.room(value.length * 3).write(value, this.at)
  }

  bytes(value: Uint8Array): void {
    this.room(value.length).set(value, this.at)
    this.at += value.length
  }

  open(): number {
    this.int32(0)
    return this.at
  }

  close(from: number): void {
    this.buffer.writeInt32BE(this.at - from, from - 4)
  }

  taken(): Buffer {
    return this.buffer.subarray(0, this.at)
  }

  private room(size: number): Buffer {
    if (this.at + size > this.buffer.length) {
      const larger = Buffer.allocUnsafe((this.buffer.length + size) * 2)
      this.buffer.copy(larger, 0, 0, this.at)
      this.buffer = larger
    }
    return this.buffer
  }
}
