import { useId, useState } from 'preact/hooks'
import { useDrawing } from '../blocks/drawing.ts'
import { type ElementProps, useElement } from './use-element.ts'
import { fromZoneTime, toZoneTime, zoneLabel } from './zone-time.ts'

// Years are typed one figure after the other: the browser tells of 0002, 0020 and 0202 on the way to 2026.
const isHalf = (text: string): boolean => /^0\d{3}-/.test(text)

/** `datetimepicker`: in the zone of the person, which need not be that of the browser. */
export const DateTimePicker = (props: ElementProps) => {
  const { tz, now } = useDrawing()
  const { state, change, described } = useElement(props)
  const [draft, setDraft] = useState<string>()
  const id = useId()
  const { selected_date_time: selected } = state
  const seconds = typeof selected === 'number' ? selected : undefined
  const said = described('Date and time')
  return (
    <span class="element-picker">
      <input
        {...said}
        aria-describedby={[said['aria-describedby'], `${id}-zone`].filter(Boolean).join(' ')}
        class="field element-date"
        type="datetime-local"
        value={draft ?? (seconds === undefined ? '' : toZoneTime(seconds, tz))}
        onInput={({ currentTarget: { value } }) => {
          setDraft(value)
          change(isHalf(value) ? null : (fromZoneTime(value, tz) ?? null))
        }}
        onBlur={() => setDraft(undefined)}
      />
      <span id={`${id}-zone`} class="element-zone">
        {zoneLabel(seconds ?? now / 1000, tz)}
      </span>
    </span>
  )
}
