import Redis from 'ioredis';
import { env } from '../../config/env';

/** Keeps what is asked often. */
export class CacheService {
  private client: Redis;

  constructor() {
    this.client = new Redis({
      host: env.REDIS_HOST,
      port: env.REDIS_PORT,
    });
  }
}
