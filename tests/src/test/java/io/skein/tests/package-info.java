/** Tests of whole processes: the runnable jar, as users start it. */
@NullMarked
package io.skein.tests;

import org.jspecify.annotations.NullMarked;
