import { type GeneralExample, generalExamples, RECIPES, type Recipe } from '@puhui/ledger'
import { workedExamples } from '@puhui/loan'
import { useMemo } from 'react'
import { ledgerText } from '../../i18n/ledger.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Money, None } from '../../ui/figures.tsx'
import { Block, Page } from '../../ui/page.tsx'

/** How each event is booked: the template, and one small loan through all of them. */
export function RecipesPage() {
  const t = useText(ledgerText).recipes
  const examples = useMemo(() => [...workedExamples(), ...generalExamples()], [])
  return (
    <Page about={<span className="soft">{t.about}</span>}>
      {RECIPES.map((recipe) => (
        <RecipeBlock
          key={recipe.event}
          recipe={recipe}
          example={examples.find((example) => example.event === recipe.event)}
        />
      ))}
    </Page>
  )
}

function RecipeBlock({ recipe, example }: { readonly recipe: Recipe; readonly example: GeneralExample | undefined }) {
  const t = useText(ledgerText).recipes
  const say = useLocalized()
  return (
    <Block title={say(recipe.name)} actions={<code className="soft">{recipe.event}</code>}>
      <p>{example ? say(example.told) : t.noExample}</p>
      <div className={example ? 'two' : ''}>
        {example && <Example example={example} />}
        <Template recipe={recipe} />
      </div>
    </Block>
  )
}

function Example({ example }: { readonly example: GeneralExample }) {
  const t = useText(ledgerText)
  const say = useLocalized()
  const side = (fen: bigint, key: string) => (fen === 0n ? <None key={key} /> : <Money key={key} fen={String(fen)} />)
  return (
    <PlainTable
      caption={t.recipes.example}
      table={{
        head: [t.account, t.before, t.debit, t.credit, t.after],
        rows: example.rows.map((row) => [
          `${row.account} ${say(row.name)}`,
          <Money key="before" fen={String(row.beforeFen)} />,
          side(row.debitFen, 'debit'),
          side(row.creditFen, 'credit'),
          <Money key="after" fen={String(row.afterFen)} />,
        ]),
      }}
    />
  )
}

function Template({ recipe }: { readonly recipe: Recipe }) {
  const t = useText(ledgerText)
  const say = useLocalized()
  return (
    <PlainTable
      caption={t.recipes.template}
      table={{
        head: [t.account, t.recipes.side, t.recipes.what],
        rows: recipe.lines.map((line) => [line.account, t.recipes.sides[line.side], say(line.what)]),
      }}
    />
  )
}
