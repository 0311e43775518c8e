package dev.seamark.core.llm;

import java.util.regex.Pattern;

/**
 * Matching with an end: patterns come from workspaces, names from their clients, and a backtracking
 * matcher can be made to run for years by 30 characters. Reads of the text are counted; a match
 * that takes too many is none.
 */
final class BoundedMatch {
  private static final int MAX_READS = 20_000;

  private BoundedMatch() {}

  static boolean matches(Pattern pattern, String text) {
    try {
      return pattern.matcher(new CountedText(text, new int[1])).matches();
    } catch (TooManyReads | StackOverflowError _) {
      return false;
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // the counter, shared with every part of the text
  private record CountedText(CharSequence text, int[] reads) implements CharSequence {
    @Override
    public char charAt(int index) {
      if (++reads[0] > MAX_READS) {
        throw new TooManyReads();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new CountedText(text.subSequence(start, end), reads);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }

  private static final class TooManyReads extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyReads() {
      super(null, null, false, false);
    }
  }
}
