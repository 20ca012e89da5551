/** The images and the compose network, run by a Docker daemon that the test starts for itself. */
@NullMarked
package io.skein.tests.docker;

import org.jspecify.annotations.NullMarked;
