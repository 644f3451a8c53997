select w * h
