import './menu.css'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Icon, type IconName } from './icon.tsx'

export type MenuItem = { label: string; note?: string; icon?: IconName; choose: () => void }

/** Beside its button, and within the window. */
const place = (menu: HTMLElement, button: HTMLElement): void => {
  const at = button.getBoundingClientRect()
  const { width, height } = menu.getBoundingClientRect()
  const below = at.bottom + 4
  const top = below + height < innerHeight ? below : Math.max(8, at.top - height - 4)
  const left = Math.max(8, Math.min(at.left, innerWidth - width - 8))
  Object.assign(menu.style, { top: `${top}px`, left: `${left}px` })
}

const stepTo = (key: string, now: number, count: number): number | undefined =>
  ({ ArrowDown: (now + 1) % count, ArrowUp: (now + count - 1) % count, Home: 0, End: count - 1 })[key]

const OpenMenu = ({
  label,
  items,
  button,
  close,
}: {
  label: string
  items: MenuItem[]
  button: HTMLButtonElement
  close: () => void
}) => {
  const menu = useRef<HTMLDivElement>(null)
  const entries = () => [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
  useLayoutEffect(() => {
    const box = menu.current
    if (!box) return
    const follow = () => place(box, button)
    // Over everything, dialogs included, and not cut off by what scrolls.
    box.showPopover()
    follow()
    box.querySelector<HTMLElement>('[role=menuitem]')?.focus({ preventScroll: true })
    addEventListener('scroll', follow, true)
    addEventListener('resize', follow)
    return () => {
      removeEventListener('scroll', follow, true)
      removeEventListener('resize', follow)
    }
  }, [button])
  const onKeyDown = (event: KeyboardEvent) => {
    const all = entries()
    const next = stepTo(event.key, all.indexOf(document.activeElement as HTMLElement), all.length)
    if (next !== undefined) all[next]?.focus()
    else if (event.key === 'Escape') button.focus()
    else if (event.key === 'Tab') return close()
    else return
    if (event.key === 'Escape') close()
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      ref={menu}
      class="menu"
      popover="manual"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      onKeyDown={onKeyDown}
      onFocusOut={({ relatedTarget }) => {
        if (!menu.current?.contains(relatedTarget as Node | null) && relatedTarget !== button) close()
      }}
    >
      {items.map(({ label: words, note, icon, choose }, index) => (
        <button
          key={`${index} ${words}`}
          type="button"
          role="menuitem"
          tabIndex={-1}
          class="menu-item"
          onClick={() => {
            button.focus()
            close()
            choose()
          }}
        >
          {icon && <Icon name={icon} />}
          <span>
            {words}
            {note && <small>{note}</small>}
          </span>
        </button>
      ))}
    </div>
  )
}

/** A button with a sign that opens a menu. */
export const MenuButton = ({ label, icon, items }: { label: string; icon: IconName; items: MenuItem[] }) => {
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <button
        ref={button}
        type="button"
        class="icon-button"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          setOpen(true)
        }}
      >
        <Icon name={icon} />
      </button>
      {isOpen && button.current && (
        <OpenMenu label={label} items={items} button={button.current} close={close} />
      )}
    </>
  )
}
