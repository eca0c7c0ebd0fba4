/** One dependency as `/readyz` shows it. `degraded`: it is down, but the bot can still answer people. */
export interface Part {
  status: 'ok' | 'degraded' | 'down'
  detail?: string
}
