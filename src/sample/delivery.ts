import { type Day, workingDay } from './calendar.js';
import type { City, Lane } from './markets.js';
import type { Random } from './random.js';

export type DeliveryStatus = 'Early' | 'On Time' | 'Delayed';

/** The shop promises two days for packing beside the carrier's own time. */
const PACKING = 2;
/** A late parcel is late by one more day with this probability, again and again, up to three weeks. */
const LATER_STILL = 0.56;

/** The day promised at the time of the order; `payable` is the day on which the money is expected. */
export function promisedDay(payable: Day, lane: Lane, city: City): Day {
  return workingDay(workingDay(payable + PACKING) + lane.transit + city.remote);
}

/**
 * The day of arrival: the carrier's own time from the warehouse, shortened or lengthened by its habits in that country. In a rush
 * parcels are late nearly twice as often. Never on a Sunday, never on the day of dispatch.
 */
export function arrivalDay(random: Random, shipped: Day, lane: Lane, city: City, rush: boolean): Day {
  const usual = shipped + lane.transit + city.remote;
  const late = Math.min(0.7, lane.late * (rush ? 1.9 : 1) * (1 + 0.15 * city.remote));
  const fate = random.float();
  if (fate < late) return workingDay(usual + lateDays(random));
  if (fate < late + lane.early) return workingDay(Math.max(shipped + 1, usual - random.between(1, 2)));
  return workingDay(usual);
}

/** The export's word for how the arrival compares with the promise, by calendar day. */
export function deliveryStatus(promised: Day, arrived: Day): DeliveryStatus {
  if (arrived === promised) return 'On Time';
  return arrived < promised ? 'Early' : 'Delayed';
}

function lateDays(random: Random): number {
  let days = 2;
  while (days < 21 && random.chance(LATER_STILL)) days += 1;
  return days;
}
