/** A switch with what it does below. */
export const SwitchLine = ({
  id,
  label,
  what,
  isOn,
  isBad = true,
  set,
}: {
  id: string
  label: string
  what: string
  isOn: boolean
  /** Being on is trouble. */
  isBad?: boolean
  set: (on: boolean) => void
}) => (
  <div class={`portal-switch${isOn && isBad ? ' portal-switch-bad' : ''}`}>
    <label>
      <input
        type="checkbox"
        role="switch"
        checked={isOn}
        aria-checked={isOn}
        aria-describedby={id}
        onChange={(event) => {
          const on = event.currentTarget.checked
          // It shows what is so, not what was asked for.
          event.currentTarget.checked = isOn
          set(on)
        }}
      />
      <span>{label}</span>
    </label>
    <p id={id} class="portal-dim">
      {what}
    </p>
  </div>
)
