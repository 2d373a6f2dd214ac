import { productsText } from '../../i18n/products.ts'
import { useText } from '../../i18n/text.ts'
import { DraftEditor } from './draft-editor.tsx'
import { NEW_TERMS } from './terms-values.ts'

export function NewProduct() {
  const t = useText(productsText)
  return <DraftEditor title={t.editorNew} start={{ terms: NEW_TERMS }} />
}
