import { type OutputOf, sessionApi, systemApi } from '@puhui/api'
import { Command } from 'cmdk'
import { type CompositionEvent, type ReactNode, useDeferredValue, useState } from 'react'
import { useRead, useWrite } from '../api/hooks.ts'
import { useCan } from '../api/session.ts'
import { menuGroups, menuOf } from '../app/page-spec.ts'
import { shellText } from '../i18n/shell.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { setAppearance, useAppearance } from '../theme/appearance.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { useGo } from '../ui/to.tsx'

type Hit = OutputOf<typeof systemApi.searchAll>['hits'][number]

const PLACES: Readonly<Record<Hit['kind'], { readonly path: string; readonly icon: IconName }>> = {
  customer: { path: '/customers', icon: 'customers' },
  application: { path: '/applications', icon: 'applications' },
  contract: { path: '/contracts', icon: 'contracts' },
  loan: { path: '/loans', icon: 'loans' },
  product: { path: '/products', icon: 'products' },
}

/** Ctrl/⌘ K: pages, actions and, through the server, customers, applications, contracts, loans and products. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const t = useText(shellText)
  const say = useLocalized()
  const can = useCan()
  const go = useGo()
  const [text, setText] = useState('')
  const [isComposing, setComposing] = useState(false)
  const wanted = useDeferredValue(text.trim())
  const search = useRead(
    systemApi.searchAll,
    { query: { q: wanted } },
    { isEnabled: wanted.length > 0 && !isComposing, keepsPrevious: true },
  )
  const hits = wanted === '' ? [] : (search.data?.hits ?? [])
  const entries = menuGroups.flatMap((group) => menuOf(group)).filter((page) => can(page.permission))
  const choose = (action: () => void) => () => {
    onClose()
    action()
  }
  return (
    <Command.Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      label={t.searchHint}
      overlayClassName="palette-back"
      contentClassName="palette"
      loop
      filter={(value, typed, keywords) => matches([value, ...(keywords ?? [])].join(' '), typed)}
    >
      <div className="palette-input">
        <Icon name="search" />
        <Command.Input
          value={text}
          onValueChange={setText}
          placeholder={t.palette.placeholder}
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={(event: CompositionEvent<HTMLInputElement>) => {
            setComposing(false)
            setText(event.currentTarget.value)
          }}
        />
      </div>
      <Command.List className="palette-list">
        <Command.Empty>
          {search.isFetching ? t.palette.searching : search.isError ? t.palette.failed : t.palette.none}
        </Command.Empty>
        {hits.length > 0 && (
          <Command.Group heading={t.search}>
            {hits.map((hit) => (
              <Row
                key={`${hit.kind}-${hit.id}`}
                value={`${hit.kind}-${hit.id}`}
                keywords={[text]}
                icon={PLACES[hit.kind].icon}
                onSelect={choose(() => go(`${PLACES[hit.kind].path}/${hit.id}`))}
                aside={say(hit.subtitle)}
              >
                {hit.title}
              </Row>
            ))}
          </Command.Group>
        )}
        <Command.Group heading={t.palette.pages}>
          {entries.map((page) => (
            <Row
              key={page.path}
              value={page.path}
              keywords={[page.title.zh, page.title.en]}
              icon={page.menu?.icon ?? 'overview'}
              onSelect={choose(() => go(page.path))}
              aside={page.menu ? t.groups[page.menu.group] : undefined}
            >
              {say(page.title)}
            </Row>
          ))}
        </Command.Group>
        <Actions choose={choose} />
      </Command.List>
      <footer className="palette-foot" aria-hidden="true">
        <kbd>↑↓</kbd> {t.palette.move} <kbd>↵</kbd> {t.palette.open} <kbd>esc</kbd> {t.palette.close}
      </footer>
    </Command.Dialog>
  )
}

function Actions({ choose }: { readonly choose: (action: () => void) => () => void }) {
  const t = useText(shellText)
  const { locale, text, density, isDark } = useAppearance()
  const signOut = useWrite(sessionApi.signOut)
  const actions: readonly (readonly [string, string, IconName, () => void])[] = [
    ['language', t.actions.language, 'language', () => setAppearance({ locale: locale === 'zh' ? 'en' : 'zh' })],
    [
      'theme',
      isDark ? t.actions.light : t.actions.dark,
      'look',
      () => setAppearance({ theme: isDark ? 'light' : 'dark' }),
    ],
    ['system', t.actions.system, 'look', () => setAppearance({ theme: 'system' })],
    ['large', t.actions.large, 'look', () => setAppearance({ text: text === 'large' ? 'normal' : 'large' })],
    [
      'density',
      t.actions.density,
      'table',
      () => setAppearance({ density: density === 'compact' ? 'roomy' : 'compact' }),
    ],
    ['out', t.actions.signOut, 'exit', () => signOut.mutate({}, { onSuccess: () => location.assign('/login') })],
  ]
  return (
    <Command.Group heading={t.palette.actions}>
      {actions.map(([id, label, icon, run]) => (
        <Row key={id} value={`action-${id}`} keywords={[label]} icon={icon} onSelect={choose(run)} aside={undefined}>
          {label}
        </Row>
      ))}
    </Command.Group>
  )
}

function Row(props: {
  readonly value: string
  readonly keywords: string[]
  readonly icon: IconName
  readonly onSelect: () => void
  readonly aside: string | undefined
  readonly children: ReactNode
}) {
  return (
    <Command.Item value={props.value} keywords={props.keywords} onSelect={props.onSelect} className="palette-row">
      <Icon name={props.icon} />
      <span>{props.children}</span>
      {props.aside && <small>{props.aside}</small>}
    </Command.Item>
  )
}

/** Every word typed must stand in the text somewhere; fuzzy matches in Chinese mislead. */
function matches(text: string, typed: string): number {
  const inside = text.toLowerCase()
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => inside.includes(word))
    ? 1
    : 0
}
