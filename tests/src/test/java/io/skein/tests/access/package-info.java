/** Who may use the app API, at real processes. */
@NullMarked
package io.skein.tests.access;

import org.jspecify.annotations.NullMarked;
