/** One dependency as `/readyz` shows it. `degraded`: down, but the bot must go on answering. */
export interface Part {
  status: 'ok' | 'degraded' | 'down'
  detail?: string
}
