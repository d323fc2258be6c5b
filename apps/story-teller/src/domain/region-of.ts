/** The ward a place is in: `ash-kilns` is in `ash-ward`. Empty for no place. */
export function regionOf(locationId: string): string {
  const [ward = ''] = locationId.split('-');
  return ward === '' ? '' : `${ward}-ward`;
}
