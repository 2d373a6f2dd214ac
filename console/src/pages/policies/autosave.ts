import { type OutputOf, policiesApi } from '@puhui/api'
import type { Policy, Scenario } from '@puhui/policy'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call, problemOf } from '../../api/call.ts'

export type Draft = OutputOf<typeof policiesApi.getDraft>

export interface Content {
  readonly policy: Policy
  readonly scenarios: readonly Scenario[]
}

export type SaveState = 'saved' | 'saving' | 'unsaved' | 'failed'
const AFTER_MS = 1_200
/** Writing a large table into the browser's store takes longer than a keystroke may. */
const KEPT_AFTER_MS = 400
/** How much longer each failure in a row makes one wait, up to about a minute. */
const DOUBLINGS_MAX = 6

/**
 * Keeps a draft on the server a moment after the last change, and in this browser sooner: what is typed survives a lost
 * line, a closed tab and another editor.
 */
export function useAutosave(draft: Draft, content: Content, isEditable: boolean) {
  const [state, setState] = useState<SaveState>('saved')
  const [theirs, setTheirs] = useState<Draft>()
  const [version, setVersion] = useState(0)
  const base = useRef({ hash: draft.hash, content })
  const running = useRef(false)
  const failures = useRef(0)
  const latest = useRef(content)
  latest.current = content

  const save = useCallback(async () => {
    if (running.current || latest.current === base.current.content) return
    running.current = true
    setState('saving')
    const sent = latest.current
    try {
      const saved = await call(policiesApi.savePolicyDraft, inputOf(draft, base.current.hash, sent), {
        idempotencyKey: crypto.randomUUID(),
      })
      base.current = { hash: saved.hash, content: sent }
      failures.current = 0
      if (latest.current === sent) keepLocal(draft.brief.id, undefined)
      setState(latest.current === sent ? 'saved' : 'unsaved')
    } catch (error) {
      setState('failed')
      failures.current = Math.min(DOUBLINGS_MAX, failures.current + 1)
      if (problemOf(error as Error)?.code === 'policies.changed_meanwhile')
        setTheirs(await call(policiesApi.getDraft, { params: { draftId: draft.brief.id } }))
    } finally {
      running.current = false
      setVersion((n) => n + 1)
    }
  }, [draft])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` asks again for what was typed during a save.
  useEffect(() => {
    if (!isEditable || theirs || content === base.current.content) return
    const kept = setTimeout(() => keepLocal(draft.brief.id, content), KEPT_AFTER_MS)
    if (!running.current) setState((now) => (now === 'failed' ? now : 'unsaved'))
    const timer = setTimeout(() => void save(), AFTER_MS * 2 ** failures.current)
    return () => {
      clearTimeout(timer)
      clearTimeout(kept)
    }
  }, [content, isEditable, save, draft, theirs, version])
  // Who closes the page in between loses nothing.
  useEffect(() => {
    const keep = () => {
      if (isEditable && latest.current !== base.current.content) keepLocal(draft.brief.id, latest.current)
    }
    globalThis.addEventListener('pagehide', keep)
    return () => globalThis.removeEventListener('pagehide', keep)
  }, [isEditable, draft])

  /** Goes on with one's own after a conflict: it is saved over theirs, which its author has seen. */
  const keepMine = useCallback((from: Draft) => {
    base.current = { hash: from.hash, content: contentOf(from) }
    setTheirs(undefined)
    setState('unsaved')
  }, [])
  /** Goes on with theirs: `same` is their content as the page now holds it. */
  const adopt = useCallback((from: Draft, same: Content) => {
    base.current = { hash: from.hash, content: same }
    keepLocal(from.brief.id, undefined)
    setTheirs(undefined)
    setState('saved')
  }, [])
  // Said with the very change, not an effect later: who looks never sees "saved" above what is not.
  const isBehind = isEditable && content !== base.current.content
  return { state: state === 'saved' && isBehind ? 'unsaved' : state, theirs, save, keepMine, adopt } as const
}

export function contentOf({ definition, scenarios }: Draft): Content {
  return { policy: definition as unknown as Policy, scenarios: scenarios as readonly Scenario[] }
}

function inputOf({ brief, code }: Draft, baseHash: string, { policy, scenarios }: Content) {
  const body = { draftId: brief.id, baseHash, baseVersion: brief.baseVersion }
  return {
    params: { code },
    body: { ...body, definition: policy as never, scenarios: scenarios as never },
  }
}

const KEY = 'puhui.policy-draft.'

function keepLocal(draftId: string, content: Content | undefined): void {
  try {
    if (content) localStorage.setItem(KEY + draftId, JSON.stringify(content))
    else localStorage.removeItem(KEY + draftId)
  } catch {
    // Too large for this browser's store: the server keeps it a moment later.
  }
}

/** What this browser kept and the server has not seen. */
export function localContent(draftId: string): Content | undefined {
  try {
    const kept = localStorage.getItem(KEY + draftId)
    return kept === null ? undefined : (JSON.parse(kept) as Content)
  } catch {
    return undefined
  }
}

export function dropLocal(draftId: string): void {
  keepLocal(draftId, undefined)
}
