import './notice.css'
import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'

/** A coloured line or box: what is wrong, odd, or good to know. */
export const Notice = ({
  tone,
  icon,
  role,
  children,
}: {
  tone: 'danger' | 'warn' | 'info'
  icon?: IconName
  role?: 'status' | 'alert'
  children: ComponentChildren
}) => (
  <div class={`notice notice-${tone}`} role={role}>
    {icon && <Icon name={icon} />}
    <div class="notice-body">{children}</div>
  </div>
)
