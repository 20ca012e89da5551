package io.skein.peer.access;

import java.util.regex.Pattern;

/** Stateless. How an app may be called. */
public final class AppName {
  /** What a name looks like, for people. */
  public static final String EXPECTED = "1 to 64 characters of A-Z a-z 0-9 . _ -";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private AppName() {}

  /** Whether a text is the name of an app. */
  public static boolean isOne(String text) {
    return NAME.matcher(text).matches();
  }
}
