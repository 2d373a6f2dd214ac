declare global {
  /** Answers that `public/early.js` has asked for, by address. */
  var puhuiEarly: Map<string, Promise<Response | undefined>> | undefined
}

/**
 * `fetch`, but the first reading of an address takes the answer that was asked for before this script had come. After a
 * write those answers are old.
 */
export async function fetchEarly(url: string, init: RequestInit): Promise<Response> {
  const early = globalThis.puhuiEarly
  if (init.method !== 'GET') early?.clear()
  const asked = early?.get(url)
  early?.delete(url)
  const answer = await asked
  return answer?.ok ? answer : fetch(url, init)
}
