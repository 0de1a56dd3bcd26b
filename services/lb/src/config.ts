import { z } from 'zod';

/** FREEHOLD_LB_…: nothing of its own. Where the load balancers are stands in the rows of their nodes. */
export const LbConfig = z.object({});
