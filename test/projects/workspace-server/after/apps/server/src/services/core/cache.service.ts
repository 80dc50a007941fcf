import Redis from 'ioredis';
import { env } from '../../config/env';

/** Keeps what is asked often. */
export class CacheService {
  private client = new Redis(env.REDIS_URL);
}
