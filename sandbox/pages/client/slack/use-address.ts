import { useEffect, useState } from 'preact/hooks'
import { type Address, readAddress } from './address.ts'

/** The address of the page as it is now; links and the browser's own back and forward change it. */
export const useAddress = (): Address => {
  const [hash, setHash] = useState(location.hash)
  useEffect(() => {
    const follow = () => setHash(location.hash)
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [])
  return readAddress(hash)
}
