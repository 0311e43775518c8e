package dev.seamark.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A folder's owner is who holds its lock; the lock goes with its process, however that ends. */
public final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock or, if another owner has it, returns null. */
  public static @Nullable FolderLock take(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FolderLock taken = null;
    try {
      FileLock lock = channel.tryLock();
      taken = lock == null ? null : new FolderLock(channel);
    } catch (OverlappingFileLockException e) {
      // Held by this very process, which is an owner like any other.
      taken = null;
    } finally {
      if (taken == null) {
        channel.close();
      }
    }
    return taken;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
