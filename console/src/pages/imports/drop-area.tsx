import { applicationsApi } from '@puhui/api'
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { type DragEvent, useRef, useState } from 'react'
import { refresh } from '../../api/hooks.ts'
import { upload } from '../../api/upload.ts'
import { importsText } from '../../i18n/imports.ts'
import { useText } from '../../i18n/text.ts'
import { Icon } from '../../ui/icon.tsx'
import { Problems } from '../../ui/problems.tsx'
import { useGo } from '../../ui/to.tsx'

/** Takes a file by drag or by choice, and opens the import it became. */
export function DropArea() {
  const t = useText(importsText)
  const go = useGo()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const sending = useMutation({
    mutationFn: (file: File) => upload(applicationsApi.uploadImport, file),
    networkMode: 'always',
    onSuccess: ({ id }) => {
      void refresh(['imports.list'])
      go(`/imports/${id}`)
    },
  })
  function take(file: File | undefined) {
    if (file && !sending.isPending) sending.mutate(file)
  }
  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files[0])
  }
  return (
    <>
      <Problems error={sending.error} />
      <section
        className="drop"
        data-part="drop"
        data-over={isOver}
        aria-label={t.drop}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Icon name="import" size={28} />
        <div>
          <strong>{t.drop}</strong>
          <p className="soft">{t.dropAbout}</p>
        </div>
        <Button loading={sending.isPending} onClick={() => input.current?.click()}>
          {sending.isPending ? t.uploading : t.choose}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".csv,text/csv"
          className="unseen"
          tabIndex={-1}
          aria-label={t.choose}
          onChange={(event) => {
            take(event.target.files?.[0])
            event.target.value = ''
          }}
        />
      </section>
    </>
  )
}
