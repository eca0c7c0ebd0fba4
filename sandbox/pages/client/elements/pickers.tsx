import { useId, useState } from 'preact/hooks'
import { textIn } from '../../../slack/render/parts.ts'
import { useDrawing } from '../blocks/drawing.ts'
import { wordsOf } from './read.ts'
import { type ElementProps, useElement } from './use-element.ts'
import { useLater } from './use-later.ts'
import { fromZoneTime, toZoneTime, zoneLabel } from './zone-time.ts'

const PAUSE_MS = 800

// Years are typed one figure after the other: the browser tells of 0002, 0020 and 0202 on the way to 2026.
const isHalf = (text: string): boolean => /^0\d{3}-/.test(text)

/** A date or time field of the browser. What tells the app at once waits until the typing has ended. */
const Picker = (
  props: ElementProps & {
    type: 'date' | 'time' | 'datetime-local'
    fallback: string
    read: (state: Record<string, unknown>) => string
    write: (text: string) => string | number | null
    zone?: (state: Record<string, unknown>) => string
  },
) => {
  const { element, place, type, fallback, read, write, zone } = props
  const { state, change, tells, described, dialog } = useElement(props)
  const { later, now } = useLater(PAUSE_MS)
  const [draft, setDraft] = useState<string>()
  const id = useId()
  const onInput = (text: string) => {
    setDraft(text)
    // A picker that stands in no form cannot be emptied; what is half typed is nothing yet.
    if (place !== 'input' && (text === '' || isHalf(text))) return
    const value = isHalf(text) ? null : write(text)
    if (tells) later(() => change(value).then((isDone) => isDone || setDraft(undefined)))
    else change(value)
  }
  const onBlur = () => {
    now()
    setDraft(undefined)
  }
  const said = described(wordsOf(element.placeholder) || fallback)
  return (
    <span class="element-picker">
      <input
        {...said}
        aria-describedby={
          [said['aria-describedby'], zone && `${id}-zone`].filter(Boolean).join(' ') || undefined
        }
        class="field element-date"
        type={type}
        value={draft ?? read(state)}
        onInput={(event) => onInput(event.currentTarget.value)}
        onBlur={onBlur}
        onKeyDown={({ key }) => key === 'Enter' && now()}
      />
      {zone && (
        <span id={`${id}-zone`} class="element-zone">
          {zone(state)}
        </span>
      )}
      {dialog}
    </span>
  )
}

const orNull = (text: string): string | null => text || null

export const DatePicker = (props: ElementProps) => (
  <Picker {...props} type="date" fallback="Date" read={(s) => textIn(s.selected_date)} write={orNull} />
)

export const TimePicker = (props: ElementProps) => {
  const zone = textIn(props.element.timezone)
  return (
    <Picker
      {...props}
      type="time"
      fallback="Time"
      read={(s) => textIn(s.selected_time)}
      write={orNull}
      {...(zone ? { zone: () => zone } : {})}
    />
  )
}

/** In the zone of the person, which need not be that of the browser. */
export const DateTimePicker = (props: ElementProps) => {
  const { tz, now } = useDrawing()
  const secondsOf = (state: Record<string, unknown>): number | undefined =>
    typeof state.selected_date_time === 'number' ? state.selected_date_time : undefined
  const read = (state: Record<string, unknown>): string => {
    const seconds = secondsOf(state)
    return seconds === undefined ? '' : toZoneTime(seconds, tz)
  }
  return (
    <Picker
      {...props}
      type="datetime-local"
      fallback="Date and time"
      read={read}
      write={(text) => fromZoneTime(text, tz) ?? null}
      zone={(state) => zoneLabel(secondsOf(state) ?? now / 1000, tz)}
    />
  )
}
