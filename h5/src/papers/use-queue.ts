import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { problemOf } from '../api/call.ts'
import { journeyKey } from '../api/journey.ts'
import { dropFile, type KeptFile, keepFile, keptFiles } from './kept-files.ts'
import { LineLost, type Sent, sendPaper } from './send-paper.ts'

export interface Queued {
  readonly file: KeptFile
  readonly state: 'waiting' | 'sending' | 'lost' | 'signedOut' | 'refused'
  /** 0 to 1. */
  readonly share: number
  /** What the server said of it. */
  readonly refusal: string | undefined
}

export const papersKey = ['papers'] as const

/**
 * Files on their way up, one after the other. They are kept by the browser until the server has them, so that a lost
 * line, a closed page or a new sign-in loses nothing; what was lost goes up again when the line is back.
 */
export function useQueue(applicationId: string | null) {
  const queries = useQueryClient()
  const [items, setItems] = useState<readonly Queued[]>([])
  const [wentOnTo, setWentOnTo] = useState<Sent['wentOnTo']>(null)
  const change = useCallback((id: string, next: Partial<Queued>) => {
    setItems((now) => now.map((one) => (one.file.id === id ? { ...one, ...next } : one)))
  }, [])

  useEffect(() => {
    if (applicationId === null) return
    let isOver = false
    void keptFiles(applicationId).then((files) => {
      if (!isOver)
        setItems((now) => [...files.filter(({ id }) => !now.some(({ file }) => file.id === id)).map(queued), ...now])
    })
    const onLine = () => setItems((now) => now.map((one) => (one.state === 'lost' ? queued(one.file) : one)))
    addEventListener('online', onLine)
    return () => {
      isOver = true
      removeEventListener('online', onLine)
    }
  }, [applicationId])

  const next = items.some(({ state }) => state === 'sending')
    ? undefined
    : items.find(({ state }) => state === 'waiting')
  const waiting = items.filter(({ state }) => state === 'waiting').length
  useEffect(() => {
    if (!next) return
    const { id } = next.file
    change(id, { state: 'sending', share: 0 })
    sendPaper(next.file, waiting > 1, (share) => change(id, { share }))
      .then(async (sent) => {
        await dropFile(id)
        if (sent.wentOnTo !== null) {
          setWentOnTo(sent.wentOnTo)
          await queries.invalidateQueries({ queryKey: journeyKey })
        }
        await queries.invalidateQueries({ queryKey: papersKey })
        setItems((now) => now.filter(({ file }) => file.id !== id))
      })
      .catch((error: unknown) => change(id, failureOf(error)))
  }, [next, waiting, change, queries])

  const add = useCallback(async (files: readonly KeptFile[]) => {
    for (const file of files) await keepFile(file)
    setItems((now) => [...now, ...files.map(queued)])
  }, [])
  const retry = useCallback((id: string) => change(id, { state: 'waiting', share: 0, refusal: undefined }), [change])
  const remove = useCallback(async (id: string) => {
    await dropFile(id)
    setItems((now) => now.filter(({ file }) => file.id !== id))
  }, [])
  return { items, wentOnTo, add, retry, remove } as const
}

function queued(file: KeptFile): Queued {
  return { file, state: 'waiting', share: 0, refusal: undefined }
}

function failureOf(error: unknown): Partial<Queued> {
  const problem = problemOf(error)
  if (error instanceof LineLost || !problem || problem.status >= 500) return { state: 'lost' }
  if (problem.status === 401) return { state: 'signedOut' }
  return { state: 'refused', refusal: problem.title }
}
