import type { Worker } from 'bullmq'
import type { Cluster, Redis } from 'ioredis'

/** Whether one of these keys is there. Those of several queues may lie on several nodes of a Cluster. */
const isSomeThere = async (connection: Redis | Cluster, keys: readonly string[]): Promise<boolean> => {
  if (!('nodes' in connection)) return (await connection.exists(...keys)) > 0
  const found = await Promise.all(keys.map((key) => connection.exists(key)))
  return found.some((count) => count > 0)
}

/**
 * Looks for jobs whose process has died. BullMQ would look into each queue by itself, several commands each; but where no job is on
 * its list of those that run, none can have been left. So one command asks for all of them whether there is something to look at.
 */
export const watchStalled = ({
  workers,
  connection,
  everyMs,
  onTrouble,
}: {
  workers: readonly Worker[]
  connection: Redis | Cluster
  everyMs: number
  onTrouble: (error: Error) => void
}): { stop(): void } => {
  const running = workers.map((worker) => worker.toKey('active'))
  let isLooking = false
  let wereRunning = false
  let isStopped = false

  const look = async (): Promise<void> => {
    // One that waits for Redis is enough.
    if (isLooking) return
    isLooking = true
    try {
      const areRunning = await isSomeThere(connection, running)
      // Most jobs are over by the next look, and the lock of one that is not lasts longer than that.
      if (areRunning && wereRunning) {
        // biome-ignore lint/complexity/useLiteralKeys: what BullMQ itself calls by its clock is private there.
        await Promise.all(workers.map((worker) => worker['moveStalledJobsToWait']()))
      }
      wereRunning = areRunning
    } finally {
      isLooking = false
    }
  }

  const timer = setInterval(() => {
    look().catch((error: Error) => {
      if (!isStopped) onTrouble(error)
    })
  }, everyMs)
  return {
    stop: () => {
      isStopped = true
      clearInterval(timer)
    },
  }
}
