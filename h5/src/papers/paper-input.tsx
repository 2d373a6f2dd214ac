import { labelOf } from '@puhui/api'
import { useId, useState } from 'react'
import { useAppearance } from '../app/appearance.ts'
import { papersText } from '../i18n/papers.ts'
import { useText } from '../i18n/text.ts'
import { fileProblem, HEAD_BYTES } from './check-file.ts'
import type { KeptFile } from './kept-files.ts'
import type { PaperKind } from './paper-kind.ts'

interface PaperInputProps {
  readonly kind: PaperKind
  readonly applicationId: string
  readonly bytesMax: number
  readonly onFiles: (files: readonly KeptFile[]) => void
}

const MEGABYTE = 1_048_576

/** The camera and the files of the phone; what cannot be a paper is told before it goes up. */
export function PaperInput({ kind, applicationId, bytesMax, onFiles }: PaperInputProps) {
  const text = useText(papersText)
  const { locale } = useAppearance()
  const name = labelOf('paperKind', kind)[locale]
  const [refused, setRefused] = useState<readonly string[]>([])
  const take = async (list: FileList | null) => {
    const files = [...(list ?? [])]
    const problems = await Promise.all(files.map((file) => problemOf(file, bytesMax)))
    setRefused(
      files.flatMap((file, i) => {
        const problem = problems[i]
        if (!problem) return []
        const words = text.problems[problem]
        return [`${file.name}：${typeof words === 'string' ? words : words(Math.floor(bytesMax / MEGABYTE))}`]
      }),
    )
    const sound = files.filter((_, i) => problems[i] === undefined)
    if (sound.length > 0)
      onFiles(sound.map((file) => ({ id: crypto.randomUUID(), applicationId, kind, name: file.name, file })))
  }
  return (
    <>
      <div className="paper-pick">
        <FileButton label={text.photo} name={text.photoOf(name)} isCamera onFiles={take} />
        <FileButton label={text.pick} name={text.pickOf(name)} isCamera={false} onFiles={take} />
      </div>
      {refused.map((line) => (
        <p key={line} className="problem" role="alert">
          {line}
        </p>
      ))}
    </>
  )
}

interface FileButtonProps {
  readonly label: string
  readonly name: string
  readonly isCamera: boolean
  readonly onFiles: (files: FileList | null) => Promise<void>
}

function FileButton({ label, name, isCamera, onFiles }: FileButtonProps) {
  const id = useId()
  return (
    <>
      <label className="button plain" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className="paper-file"
        type="file"
        aria-label={name}
        multiple={!isCamera}
        accept={isCamera ? 'image/jpeg,image/png' : 'image/jpeg,image/png,application/pdf'}
        {...(isCamera ? { capture: 'environment' as const } : {})}
        onChange={async ({ currentTarget }) => {
          await onFiles(currentTarget.files)
          // The same file may be picked again after it was removed.
          currentTarget.value = ''
        }}
      />
    </>
  )
}

async function problemOf(file: File, bytesMax: number) {
  try {
    const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer())
    return fileProblem(file.size, head, bytesMax)
  } catch {
    return 'broken' as const
  }
}
