import { useEffect, useState } from 'preact/hooks'

/** Whether the server is there and refuses the address: an EventSource cannot tell that from a lost server. */
const isRefusedBy = async (address: string): Promise<boolean> => {
  const leaving = new AbortController()
  try {
    const { status } = await fetch(address, { signal: leaving.signal })
    return status === 400
  } catch {
    return false
  } finally {
    leaving.abort()
  }
}

export type Streamed<Screen> = {
  screen: Screen | undefined
  /** Another address is awaited: the last screen stays till then, so that nothing flickers. */
  isStale: boolean
  /** The sandbox does not answer. */
  isLost: boolean
  /** The sandbox answers that it has nothing to show at this address. */
  isRefused: boolean
}

/**
 * The newest screen that the server has drawn for `address`, kept up to date without reloading as long as somebody
 * looks at the page: a browser has six connections to the sandbox, and a hidden tab must not hold one of them.
 */
export const useStream = <Screen>(address: string): Streamed<Screen> => {
  const [drawn, setDrawn] = useState<{ address: string; screen: Screen }>()
  const [isLost, setLost] = useState(false)
  const [refused, setRefused] = useState<string>()
  useEffect(() => {
    let source: EventSource | undefined
    let again: number | undefined
    const close = () => {
      clearTimeout(again)
      source?.close()
      source = undefined
    }
    const onEnd = async (ended: EventSource) => {
      const isRefused = await isRefusedBy(address)
      if (source !== ended) return
      setLost(!isRefused)
      if (isRefused) setRefused(address)
      else again = window.setTimeout(open, 1000)
    }
    const open = () => {
      const opened = new EventSource(address)
      source = opened
      opened.onmessage = ({ data }) => {
        setLost(false)
        setDrawn({ address, screen: JSON.parse(data as string) as Screen })
      }
      opened.onerror = () => {
        // A cut request asks again by itself; a refused one ends an EventSource for good.
        if (opened.readyState === EventSource.CLOSED) onEnd(opened)
        else setLost(true)
      }
    }
    const follow = () => {
      close()
      if (document.visibilityState === 'visible') open()
    }
    follow()
    document.addEventListener('visibilitychange', follow)
    return () => {
      document.removeEventListener('visibilitychange', follow)
      close()
    }
  }, [address])
  return {
    screen: drawn?.screen,
    isStale: drawn?.address !== address,
    isLost,
    isRefused: refused === address,
  }
}
