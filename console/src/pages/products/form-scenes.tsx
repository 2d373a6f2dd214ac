import { labels } from '@puhui/api'
import { Button, Form, Select } from 'antd'
import { scenesText } from '../../i18n/scenes.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Block } from '../../ui/page.tsx'

/** In which scenes a version lends and who is paid in each. */
export function ScenesForm() {
  const t = useText(scenesText)
  const say = useLocalized()
  const options = (set: 'scene' | 'payee') =>
    Object.entries(labels[set]).map(([value, label]) => ({ value, label: say(label) }))
  return (
    <Block title={t.rules}>
      <p className="soft">{t.rulesHint}</p>
      <Form.List name={['terms', 'scenes']}>
        {(rows, { add, remove }) => (
          <>
            {rows.map(({ key, name }) => (
              <div className="fields" key={key}>
                <Form.Item name={[name, 'scene']} label={t.scene}>
                  <Select options={options('scene')} />
                </Form.Item>
                <Form.Item name={[name, 'payee']} label={t.payee}>
                  <Select options={options('payee')} />
                </Form.Item>
                <Button onClick={() => remove(name)}>{t.remove}</Button>
              </div>
            ))}
            <Button onClick={() => add({ scene: 'shopping', payee: 'borrower' })}>{t.addScene}</Button>
          </>
        )}
      </Form.List>
    </Block>
  )
}
