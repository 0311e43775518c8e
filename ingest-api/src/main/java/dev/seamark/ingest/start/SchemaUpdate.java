package dev.seamark.ingest.start;

import dev.seamark.ingest.queue.QueueFailure;
import dev.seamark.ingest.queue.RedisLock;
import dev.seamark.migrations.MigrationException;
import dev.seamark.migrations.MigrationLock;
import dev.seamark.migrations.MigrationSettings;
import dev.seamark.migrations.Migrations;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the schema up to date, one service at a time by a lock in Redis. Without Redis nothing is
 * changed; but a schema that is up to date already needs no lock, so a restart while Redis is away
 * goes on.
 */
public final class SchemaUpdate {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaUpdate.class);

  private final MigrationSettings settings;
  private final RedisLock lock;

  public SchemaUpdate(MigrationSettings settings, RedisLock lock) {
    this.settings = settings;
    this.lock = lock;
  }

  /**
   * Migrates what has to be migrated.
   *
   * @throws MigrationException when it cannot be done now
   */
  public void run() {
    if (!isUpToDate()) {
      new Migrations(settings, this::acquire).migrate();
    }
  }

  private boolean isUpToDate() {
    try {
      return new Migrations(settings, MigrationLock.none()).isUpToDate();
    } catch (MigrationException e) {
      // Either there is no database yet, or ClickHouse is away: migrating tells.
      LOG.debug("The schema cannot be looked at", e);
      return false;
    }
  }

  private MigrationLock.Held acquire() {
    boolean told = false;
    try {
      while (true) {
        Optional<RedisLock.Held> held = lock.tryAcquire();
        if (held.isPresent()) {
          RedisLock.Held ours = held.get();
          return ours::close;
        }
        if (!told) {
          LOG.info("Another service is migrating the schema: waiting for it");
          told = true;
        }
        TimeUnit.NANOSECONDS.sleep(Duration.ofMillis(500).toNanos());
      }
    } catch (QueueFailure e) {
      throw new MigrationException(
          "the schema has to be migrated under a lock in Redis: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MigrationException("interrupted while waiting for the migration lock", e);
    }
  }
}
