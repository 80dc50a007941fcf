print('bar')
