import type { PaperKind } from './paper-kind.ts'

/** A file that is still to go up, kept by the browser until it has. */
export interface KeptFile {
  readonly id: string
  readonly applicationId: string
  readonly kind: PaperKind
  readonly name: string
  readonly file: Blob
}

const STORE = 'files'

/** Opens the browser's store; without one (a private window) files live as long as the page. */
function opened(): Promise<IDBDatabase | undefined> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open('puhui-papers', 1)
      request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' })
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => resolve(undefined)
    } catch {
      resolve(undefined)
    }
  })
}

async function inStore<T>(mode: IDBTransactionMode, run: (store: IDBObjectStore) => IDBRequest<T>) {
  const database = await opened()
  if (!database) return undefined
  return new Promise<T | undefined>((resolve) => {
    const request = run(database.transaction(STORE, mode).objectStore(STORE))
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => resolve(undefined)
  }).finally(() => database.close())
}

/** What is still to go up for an application; what was meant for another one is dropped. */
export async function keptFiles(applicationId: string): Promise<readonly KeptFile[]> {
  const all = (await inStore<KeptFile[]>('readonly', (store) => store.getAll())) ?? []
  await Promise.all(all.filter((one) => one.applicationId !== applicationId).map(({ id }) => dropFile(id)))
  return all.filter((one) => one.applicationId === applicationId)
}

export async function keepFile(file: KeptFile): Promise<void> {
  await inStore('readwrite', (store) => store.put(file))
}

export async function dropFile(id: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(id))
}
