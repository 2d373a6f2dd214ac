import { useRouterState } from '@tanstack/react-router'
import { Tooltip } from 'antd'
import { useCan } from '../api/session.ts'
import { type MenuGroup, menuGroups, menuOf, type PageSpec, pageAt, pages } from '../app/page-spec.ts'
import { shellText } from '../i18n/shell.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { Icon, Mark } from '../ui/icon.tsx'
import { To } from '../ui/to.tsx'
import { useHome } from './home.ts'
import { useMenuFolds } from './menu-folds.ts'

/**
 * The menu: one stream in the order data moves, showing only what the reader may open. The groups of the reader's own
 * work stand open, the others are folded until they are wanted.
 */
export function Rail() {
  const t = useText(shellText)
  const can = useCan()
  const home = useHome()
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const here = pageAt(pathname)
  const { isOpen, toggle } = useMenuFolds(groupOf(here))
  const groups = menuGroups
    .map((group) => ({ group, entries: menuOf(group).filter((page) => can(page.permission)) }))
    .filter(({ entries }) => entries.length > 0)
  return (
    <nav className="rail-nav" aria-label={t.menu}>
      <To href={home} className="rail-brand">
        <Mark />
        <span className="rail-name">
          {t.brand}
          <small>{t.product}</small>
        </span>
      </To>
      <div className="rail-stream">
        {groups.map(({ group, entries }) => (
          <section key={group} className="rail-group" aria-labelledby={`menu-${group}`}>
            <h2 id={`menu-${group}`}>
              <button type="button" aria-expanded={isOpen(group)} onClick={() => toggle(group)}>
                <span>{t.groups[group]}</span>
                <span className="fold-mark">
                  <Icon name="chevron" size={14} />
                </span>
              </button>
            </h2>
            <ul hidden={!isOpen(group)}>
              {entries.map((page) => (
                <RailEntry
                  key={page.path}
                  page={page}
                  isCurrent={page.path === here?.path || page.path === here?.parent}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </nav>
  )
}

/** The group that a page stands in, by itself or through its list. */
function groupOf(page: PageSpec | undefined): MenuGroup | undefined {
  return page?.menu?.group ?? pages.find(({ path }) => path === page?.parent)?.menu?.group
}

function RailEntry({ page, isCurrent }: { readonly page: PageSpec; readonly isCurrent: boolean }) {
  const say = useLocalized()
  return (
    <li>
      <Tooltip title={say(page.title)} placement="right" classNames={{ root: 'rail-tip' }}>
        <To href={page.path} className={isCurrent ? 'rail-entry rail-entry-here' : 'rail-entry'} isCurrent={isCurrent}>
          {page.menu && <Icon name={page.menu.icon} />}
          <span>{say(page.title)}</span>
        </To>
      </Tooltip>
    </li>
  )
}
