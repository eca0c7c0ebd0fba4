import { useEffect, useState } from 'preact/hooks'

const LONG = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const SHORT = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })
const AWAY = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

/** `in 3 days`, `5 minutes ago`: in the largest unit that there are two of. */
export const away = (ms: number): string => {
  const seconds = Math.round(ms / 1000)
  const [unit, size] = STEPS.find(([, length]) => Math.abs(seconds) >= 2 * length) ?? ['second', 1]
  return AWAY.format(Math.round(seconds / size), unit)
}

const useNow = (): number => {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** A date in the zone of who looks, and how far away it is. */
export const When = ({ date }: { date: string }) => {
  const now = useNow()
  const at = Date.parse(date)
  return (
    <>
      <time dateTime={date}>{LONG.format(at)}</time>{' '}
      <span class="portal-dim portal-nowrap">({away(at - now)})</span>
    </>
  )
}

/** The time of day; the day with it when it was another one. */
export const Clock = ({ date, now }: { date: string; now: number }) => {
  const at = new Date(date)
  const isToday = at.toDateString() === new Date(now).toDateString()
  return (
    <time dateTime={date} title={LONG.format(at)}>
      {isToday ? SHORT.format(at) : LONG.format(at)}
    </time>
  )
}
