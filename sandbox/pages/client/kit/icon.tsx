import './icon.css'

const PATHS = {
  hash: 'M6.5 2.5 5 13.5M11 2.5 9.5 13.5M2.5 5.5h11.5M2 10.5h11.5',
  lock: 'M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  person: 'M8 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM3 13.5c0-2.5 2-4 5-4s5 1.5 5 4',
  people:
    'M6 7.5a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM2 13c0-2.2 1.6-3.5 4-3.5s4 1.3 4 3.5M10.5 7.4a2 2 0 1 0 0-4M11.5 9.6c1.6.3 2.5 1.6 2.5 3.4',
  shared: 'M2 5.5h11M10 2.5l3 3-3 3M14 10.5H3M6 7.5l-3 3 3 3',
  home: 'M2.5 8 8 3l5.5 5M4 7v6.5h8V7',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  reply: 'M3 3.5h10v7H8l-3 2.5v-2.5H3z',
  plus: 'M8 3v10M3 8h10',
  close: 'M4 4l8 8M12 4l-8 8',
  menu: 'M2.5 4h11M2.5 8h11M2.5 12h11',
  back: 'M9.5 3 4.5 8l5 5',
  send: 'M2.5 3 14 8 2.5 13l1.5-5zM4 8h5',
  outside: 'M6.5 3.5h-3v9h9v-3M9 3h4v4M13 3 7.5 8.5',
  alert: 'M8 2.5 14.5 13.5h-13zM8 6.5v3.5M8 11.8h.01',
  link: 'M6.8 9.2a2.5 2.5 0 0 0 3.6 0l2-2a2.5 2.5 0 0 0-3.6-3.6l-.8.8M9.2 6.8a2.5 2.5 0 0 0-3.6 0l-2 2a2.5 2.5 0 0 0 3.6 3.6l.8-.8',
  copy: 'M6 6h7.5v7.5H6zM10 6V2.5H2.5V10H6',
  down: 'M8 3v10M3.5 8.5 8 13l4.5-4.5',
  pulse: 'M1.5 8.5h3l2-5 3 9 2-4h3',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 9.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6z',
}

export type IconName = keyof typeof PATHS

/** A small sign beside words or on a button with a name of its own: never read aloud. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
)
