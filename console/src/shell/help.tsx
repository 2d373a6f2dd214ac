import { useRouterState } from '@tanstack/react-router'
import { Tour, type TourProps } from 'antd'
import { useRef, useState } from 'react'
import { type PageSpec, pageAt } from '../app/page-spec.ts'
import { shellText } from '../i18n/shell.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { Icon } from '../ui/icon.tsx'
import { useShortcuts } from './shortcuts.ts'

type Steps = NonNullable<TourProps['steps']>

/** "?" walks through what is on this page: only steps whose target is there, so that none points at nothing. */
export function HelpButton() {
  const t = useText(shellText).help
  const say = useLocalized()
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const button = useRef<HTMLButtonElement>(null)
  const [steps, setSteps] = useState<Steps>([])
  const [at, setAt] = useState(0)
  function open() {
    setAt(0)
    setSteps(stepsFor(pageAt(pathname), t, say))
  }
  useShortcuts({ 'Shift+?': open })
  function close() {
    setSteps([])
    button.current?.focus()
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className="bar-button"
        aria-label={t.button}
        title={`${t.button} (?)`}
        data-part="help"
        onClick={open}
      >
        <Icon name="help" size={20} />
      </button>
      <Tour
        open={steps.length > 0}
        steps={steps}
        current={at}
        onChange={setAt}
        onClose={close}
        onFinish={close}
        rootClassName="tour"
        indicatorsRender={(at, total) => (
          <span aria-live="polite">
            {at + 1} / {total}
          </span>
        )}
      />
    </>
  )
}

function stepsFor(
  page: PageSpec | undefined,
  t: (typeof shellText)['zh']['help'],
  say: (text: { zh: string; en: string }) => string,
): Steps {
  const general = [
    { target: '[data-part=menu]', title: t.menu.title, description: t.menu.about, placement: 'right' as const },
    { target: '[data-part=finder]', title: t.search.title, description: t.search.about },
    { target: '[data-part=clock]', title: t.clock.title, description: t.clock.about },
    { target: '[data-part=filters]', title: t.filters.title, description: t.filters.about },
    { target: '[data-part=table]', title: t.table.title, description: t.table.about },
  ]
  const own = (page?.tour ?? []).map(({ target, title, about }) => ({
    target,
    title: say(title),
    description: say(about),
  }))
  const here = [...own, ...general].filter(({ target }) => isShown(document.querySelector(target)))
  const shown = here.length > 0 ? here : [{ target: '#content', title: t.main.title, description: t.main.about }]
  const walked = shown.map(({ target, ...step }, index) => ({
    ...step,
    target: () => handleOf(document.querySelector<HTMLElement>(target) as HTMLElement),
    nextButtonProps: { children: index === shown.length ? t.finish : t.next },
    prevButtonProps: { children: t.previous },
  }))
  return [
    ...walked,
    {
      title: t.shortcuts,
      description: <Keys t={t.keys} />,
      target: null,
      nextButtonProps: { children: t.finish },
      prevButtonProps: { children: t.previous },
    },
  ]
}

/** Of a part too tall to stand beside, its head: the words would lie outside the window otherwise. */
function handleOf(part: HTMLElement): HTMLElement {
  if (part.getBoundingClientRect().height < innerHeight / 2) return part
  return part.querySelector<HTMLElement>('thead, h1, h2, h3') ?? (part.firstElementChild as HTMLElement | null) ?? part
}

function isShown(element: Element | null): boolean {
  return element !== null && element.getClientRects().length > 0
}

function Keys({ t }: { readonly t: (typeof shellText)['zh']['help']['keys'] }) {
  const keys: readonly (readonly [string, string])[] = [
    ['Ctrl K', t.palette],
    ['/', t.search],
    ['j', t.next],
    ['k', t.previous],
    ['Enter', t.open],
    ['x', t.select],
    ['?', t.help],
  ]
  return (
    <dl className="keys">
      {keys.map(([key, meaning]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  )
}
