import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** Holds a request before each of its statements until it is let on. */
class Gate {
  #isOpen = false
  #waiting: (() => void) | null = null
  #arrived = signal()
  isDone = false

  pass(): Promise<void> {
    if (this.#isOpen) return Promise.resolve()
    return new Promise((resolve) => {
      this.#waiting = resolve
      this.#arrived.send()
    })
  }

  /** Lets one statement on; resolves to false when the request has ended or hangs in the database. */
  async step(ended: Promise<void>): Promise<boolean> {
    if (this.isDone) return false
    const isHere = await Promise.race([
      this.#arrived.sent.then(() => true),
      ended.then(() => false),
      sleep(BLOCKED_MS, false),
    ])
    if (!isHere) return false
    this.#arrived = signal()
    const go = this.#waiting!
    this.#waiting = null
    go()
    return true
  }

  open(): void {
    this.#isOpen = true
    this.#waiting?.()
  }
}

function signal(): { readonly sent: Promise<void>; readonly send: () => void } {
  let send = () => {}
  const sent = new Promise<void>((resolve) => {
    send = resolve
  })
  return { sent, send }
}

/** A statement that takes so long waits for a lock of the other. */
const BLOCKED_MS = 120

const gates = new AsyncLocalStorage<Gate>()
const sendQuery = pg.Client.prototype.query as (...args: unknown[]) => unknown

/** From here on every statement of a request that runs inside `interleave` waits for its turn. */
export function watchStatements(): void {
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const gate = gates.getStore()
    if (!gate || typeof args.at(-1) === 'function') return sendQuery.apply(this, args)
    return gate.pass().then(() => sendQuery.apply(this, args))
  } as never
}

export function unwatchStatements(): void {
  pg.Client.prototype.query = sendQuery as never
}

/**
 * Runs two requests in one chosen order of their statements: the first does so many, then the second does all that it can
 * without waiting for the first, then both go on.
 *
 * @returns what became of the two, and whether the first had ended within its statements: then later orders are the same
 */
export async function interleave<A, B>(
  first: () => Promise<A>,
  second: () => Promise<B>,
  statements: number,
): Promise<{ outcomes: [PromiseSettledResult<A>, PromiseSettledResult<B>]; isWhole: boolean }> {
  const [one, two] = [begin(first), begin(second)]
  let done = 0
  while (done < statements && (await one.gate.step(one.ended))) done += 1
  const isWhole = one.gate.isDone
  while (await two.gate.step(two.ended));
  one.gate.open()
  two.gate.open()
  return { outcomes: await Promise.all([one.outcome, two.outcome]), isWhole }
}

function begin<T>(work: () => Promise<T>) {
  const gate = new Gate()
  const outcome = gates.run(gate, async (): Promise<PromiseSettledResult<T>> => {
    try {
      return { status: 'fulfilled', value: await work() }
    } catch (reason) {
      return { status: 'rejected', reason }
    } finally {
      gate.isDone = true
    }
  })
  return { gate, outcome, ended: outcome.then(() => {}) }
}
