/** The jobs of a queue that are not done, as an operator sees them; `states`: which of them. */
export const queueJobs = async (
  port: number,
  queue: string,
  states: readonly string[] = ['waiting', 'active', 'delayed'],
): Promise<number> => {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  const rows = text.matchAll(/^sharelink_queue_jobs\{queue="(\w+)",state="(\w+)"\} (\d+)$/gm)
  return [...rows]
    .filter(([, name, state]) => name === queue && states.includes(state ?? ''))
    .reduce((sum, [, , , jobs]) => sum + Number(jobs), 0)
}
