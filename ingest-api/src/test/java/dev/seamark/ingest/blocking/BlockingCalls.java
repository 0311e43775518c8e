package dev.seamark.ingest.blocking;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import reactor.blockhound.BlockHound;

/**
 * Makes a blocking call on a thread that must not block fail, in every test of this module. The
 * exceptions are here and nowhere else.
 */
public final class BlockingCalls implements LauncherSessionListener {

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    BlockHound.install();
  }
}
