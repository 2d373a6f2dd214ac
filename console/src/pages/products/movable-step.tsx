import { Button } from 'antd'
import { allocationText } from '../../i18n/allocation.ts'
import { useText } from '../../i18n/text.ts'
import { Icon } from '../../ui/icon.tsx'

export type Direction = -1 | 1

interface MovableStepProps {
  readonly name: string
  readonly mayMove: (by: Direction) => boolean
  readonly move: (by: Direction) => void
}

/** A step of an order, with what moves it up or down where it may go. */
export function MovableStep({ name, mayMove, move }: MovableStepProps) {
  const t = useText(allocationText)
  return (
    <li>
      <span>{name}</span>
      {mayMove(-1) && (
        <Button
          size="small"
          type="text"
          aria-label={t.up(name)}
          icon={<Icon name="up" size={16} />}
          onClick={() => move(-1)}
        />
      )}
      {mayMove(1) && (
        <Button
          size="small"
          type="text"
          aria-label={t.down(name)}
          icon={<Icon name="down" size={16} />}
          onClick={() => move(1)}
        />
      )}
    </li>
  )
}
