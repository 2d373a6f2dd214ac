import { parentPort, workerData } from 'node:worker_threads'
import type { Fact } from '@puhui/condition'
import { binColumn } from '@puhui/segment'
import { answer, openColumns, type Question } from './answers.ts'

/** So long nobody has asked and no customers came in: then there is time. */
const QUIET_MS = 200

/**
 * The thread that holds the columns: one question after the other, the server's own thread stays free. Between
 * questions it bins the columns, one at a time.
 */
if (parentPort) {
  const port = parentPort
  const columns = openColumns(workerData as readonly Pick<Fact, 'id' | 'type'>[])
  let idle: NodeJS.Timeout | undefined
  const bin = () => {
    if (binColumn(columns.store)) idle = setTimeout(bin)
  }
  port.on('message', ({ no, question }: { readonly no: number; readonly question: Question }) => {
    clearTimeout(idle)
    idle = setTimeout(bin, QUIET_MS)
    try {
      port.postMessage({ no, answer: answer(columns, question) })
    } catch (error) {
      port.postMessage({ no, error: (error as Error).stack ?? String(error) })
    }
  })
}
