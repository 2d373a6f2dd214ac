import { parentPort, workerData } from 'node:worker_threads'
import type { Fact } from '@puhui/condition'
import { answer, openColumns, type Question } from './answers.ts'

/** The thread that holds the columns: one question after the other, the server's own thread stays free. */
if (parentPort) {
  const port = parentPort
  const columns = openColumns(workerData as readonly Pick<Fact, 'id' | 'type'>[])
  port.on('message', ({ no, question }: { readonly no: number; readonly question: Question }) => {
    try {
      port.postMessage({ no, answer: answer(columns, question) })
    } catch (error) {
      port.postMessage({ no, error: (error as Error).stack ?? String(error) })
    }
  })
}
