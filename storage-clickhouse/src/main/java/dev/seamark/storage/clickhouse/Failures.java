package dev.seamark.storage.clickhouse;

import com.clickhouse.client.api.ServerException;
import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the driver throws into our codes. The rule for writes: only a code that says the
 * content itself is at fault refuses a block, everything else is worth trying again, because data
 * is given up for the former and kept for the latter.
 */
final class Failures {
  /** Number of TIMEOUT_EXCEEDED. */
  private static final int TIMEOUT_EXCEEDED = 159;

  /** Content that will not be taken however often it is sent. */
  private static final Set<Integer> CONTENT =
      Set.of(
          6, // CANNOT_PARSE_TEXT
          7, // INCORRECT_NUMBER_OF_COLUMNS
          8, // THERE_IS_NO_COLUMN
          9, // SIZES_OF_COLUMNS_DOESNT_MATCH
          10, // NOT_FOUND_COLUMN_IN_BLOCK
          15, // DUPLICATE_COLUMN
          16, // NO_SUCH_COLUMN_IN_TABLE
          19, // SIZE_OF_FIXED_STRING_DOESNT_MATCH
          20, // NUMBER_OF_COLUMNS_DOESNT_MATCH
          23, // CANNOT_READ_FROM_ISTREAM
          25, // CANNOT_PARSE_ESCAPE_SEQUENCE
          26, // CANNOT_PARSE_QUOTED_STRING
          27, // CANNOT_PARSE_INPUT_ASSERTION_FAILED
          32, // ATTEMPT_TO_READ_AFTER_EOF
          33, // CANNOT_READ_ALL_DATA
          34, // TOO_MANY_ARGUMENTS_FOR_FUNCTION
          36, // BAD_ARGUMENTS
          38, // CANNOT_PARSE_DATE
          39, // TOO_LARGE_SIZE_COMPRESSED
          40, // CHECKSUM_DOESNT_MATCH
          41, // CANNOT_PARSE_DATETIME
          43, // ILLEGAL_TYPE_OF_ARGUMENT
          44, // ILLEGAL_COLUMN
          49, // LOGICAL_ERROR
          50, // UNKNOWN_TYPE
          53, // TYPE_MISMATCH
          63, // UNKNOWN_AGGREGATE_FUNCTION
          69, // ARGUMENT_OUT_OF_BOUND
          70, // CANNOT_CONVERT_TYPE
          72, // CANNOT_PARSE_NUMBER
          89, // UNKNOWN_COMPRESSION_METHOD
          108, // NO_DATA_TO_INSERT
          117, // INCORRECT_DATA
          128, // TOO_LARGE_ARRAY_SIZE
          131, // TOO_LARGE_STRING_SIZE
          190, // SIZES_OF_ARRAYS_DONT_MATCH
          261, // UNKNOWN_BLOCK_INFO_FIELD
          271, // CANNOT_DECOMPRESS
          321, // VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE
          349, // CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN
          354, // ZLIB_INFLATE_FAILED
          432, // UNKNOWN_CODEC
          441, // CANNOT_PARSE_DOMAIN_VALUE_FROM_STRING
          469, // VIOLATED_CONSTRAINT
          561, // ZSTD_DECODER_FAILED
          634, // LZ4_DECODER_FAILED
          691); // UNKNOWN_ELEMENT_OF_ENUM

  private static final Set<Integer> TOO_EXPENSIVE =
      Set.of(
          158, // TOO_MANY_ROWS
          160, // TOO_SLOW
          241, // MEMORY_LIMIT_EXCEEDED
          307, // TOO_MANY_BYTES
          396); // TOO_MANY_ROWS_OR_BYTES

  /** Statements that are wrong in themselves: a defect of ours. */
  private static final Set<Integer> DEFECT =
      Set.of(
          36, // BAD_ARGUMENTS
          42, // NUMBER_OF_ARGUMENTS_DOESNT_MATCH
          43, // ILLEGAL_TYPE_OF_ARGUMENT
          46, // UNKNOWN_FUNCTION
          47, // UNKNOWN_IDENTIFIER
          49, // LOGICAL_ERROR
          53, // TYPE_MISMATCH
          62, // SYNTAX_ERROR
          115, // UNKNOWN_SETTING
          386, // NO_COMMON_TYPE
          452, // SETTING_CONSTRAINT_VIOLATION
          456, // UNKNOWN_QUERY_PARAMETER
          457); // BAD_QUERY_PARAMETER

  /** How the server writes an exception into a result that it had begun to send. */
  private static final Pattern IN_STREAM =
      Pattern.compile("Code: (\\d+)\\. DB::Exception: ([^\n]+)");

  private Failures() {}

  static SeamarkException ofRead(String name, Throwable cause) {
    return switch (server(cause)) {
      case ServerException e -> ofRead(name, e.getCode(), String.valueOf(e.getMessage()), cause);
      case null ->
          isTimeout(cause)
              ? failure(ErrorCode.QUERY_TIMEOUT, name, "no answer in time", cause)
              : failure(ErrorCode.STORE_UNAVAILABLE, name, message(cause), cause);
    };
  }

  /** A failure after the first rows: what the server wrote into the stream says why. */
  static SeamarkException ofStream(String name, String tail, Throwable cause) {
    Matcher exception = IN_STREAM.matcher(tail);
    int code = 0;
    String message = "";
    while (exception.find()) {
      code = Integer.parseInt(exception.group(1));
      message = exception.group(2);
    }
    return code == 0 ? ofRead(name, cause) : ofRead(name, code, message, cause);
  }

  private static SeamarkException ofRead(String name, int code, String message, Throwable cause) {
    ErrorCode mapped =
        code == TIMEOUT_EXCEEDED
            ? ErrorCode.QUERY_TIMEOUT
            : TOO_EXPENSIVE.contains(code)
                ? ErrorCode.QUERY_TOO_EXPENSIVE
                : code == 202
                    ? ErrorCode.TOO_MANY_QUERIES
                    : DEFECT.contains(code) ? ErrorCode.INTERNAL : ErrorCode.STORE_UNAVAILABLE;
    return failure(mapped, name, message, cause);
  }

  static SeamarkException ofWrite(String name, Throwable cause) {
    return switch (server(cause)) {
      case ServerException e ->
          failure(
              CONTENT.contains(e.getCode()) ? ErrorCode.BLOCK_REFUSED : ErrorCode.STORE_UNAVAILABLE,
              name,
              String.valueOf(e.getMessage()),
              cause);
      case null -> failure(ErrorCode.STORE_UNAVAILABLE, name, message(cause), cause);
    };
  }

  private static SeamarkException failure(
      ErrorCode code, String name, String message, Throwable cause) {
    return new SeamarkException(code, "ClickHouse, " + name + ": " + message, cause);
  }

  private static @Nullable ServerException server(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof ServerException server) {
        return server;
      }
    }
    return null;
  }

  private static boolean isTimeout(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SocketTimeoutException) {
        return true;
      }
    }
    return false;
  }

  private static String message(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }
}
